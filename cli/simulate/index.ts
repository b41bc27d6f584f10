export { controlSimulator } from './control-simulator';
export { runSimulate } from './run-simulate';
