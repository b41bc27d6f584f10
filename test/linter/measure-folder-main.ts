import { measureFolders, renderMeasurement } from './measure-folder';

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('expected folders: npm run lint:corpus -- <folder>');
process.stdout.write(renderMeasurement(measureFolders(folders)));
