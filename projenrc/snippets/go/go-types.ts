import * as ts from 'typescript';
import { PUBLISHER } from '../../publisher';

/** A package of Go: its name in code, and its import path. */
export interface GoPackage {
  readonly name: string;
  readonly path: string;
}

const AWSCDK = 'github.com/aws/aws-cdk-go/awscdk/v2';
const CONSTRUCTS: GoPackage = { name: 'constructs', path: 'github.com/aws/constructs-go/constructs/v10' };
const LIBRARY: GoPackage = {
  name: PUBLISHER.go.packageName, path: `${PUBLISHER.go.moduleName}/${PUBLISHER.go.packageName}`,
};
export const JSII: GoPackage = { name: 'jsii', path: 'github.com/aws/jsii-runtime-go' };

/** Finds the package of a type by the file that declares it. */
export function findPackage(file: string): GoPackage {
  const submodule = /\/aws-cdk-lib\/(core|aws-[a-z0-9-]+)\//.exec(file)?.[1];
  if (submodule === 'core') return { name: 'awscdk', path: AWSCDK };
  if (submodule !== undefined) {
    const name = submodule.replaceAll('-', '');
    return { name, path: `${AWSCDK}/${name}` };
  }
  if (file.includes('/node_modules/constructs/')) return CONSTRUCTS;
  if (file.includes('/node_modules/')) throw new Error(`an example uses a type of ${file}, expected the CDK`);
  return LIBRARY;
}

/** jsii requires this prefix in the names of interfaces with methods, and refuses it in the names of structs. */
export function isStruct({ symbol }: ts.Type): boolean {
  return symbol.declarations!.some(ts.isInterfaceDeclaration) && !/^I[A-Z]/.test(symbol.name);
}

const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['string', '*string'], ['number', '*float64'], ['boolean', '*bool'],
]);

/** Renders types in Go, and remembers the packages that the code uses. */
export class GoTypes {
  private readonly packages = new Map<string, GoPackage>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** Lists the import paths of the used packages. */
  public listImports(): string[] {
    return [...this.packages.values()].map(({ path }) => path).sort();
  }

  public use(goPackage: GoPackage): string {
    this.packages.set(goPackage.name, goPackage);
    return goPackage.name;
  }

  /** Renders the name of a class, an interface, a struct or an enum: `awss3.Bucket`. */
  public renderName(symbol: ts.Symbol, prefix = ''): string {
    const file = symbol.declarations![0].getSourceFile().fileName;
    return `${this.use(findPackage(file))}.${prefix}${symbol.name}`;
  }

  /** Renders the type of a variable, of an element or of a value: structs are pointers. */
  public render(declared: ts.Type): string {
    const type = this.checker.getNonNullableType(declared);
    const keyword = KEYWORDS.get(this.checker.typeToString(type));
    if (keyword !== undefined) return keyword;
    return (isStruct(type) ? '*' : '') + this.renderName(type.symbol);
  }
}
