/** Tells whether a TypeScript source text reads `process.env`, in any of the usual spellings. */
import {
  parseSync,
  Visitor,
  type Expression,
  type ImportDeclaration,
  type MemberExpression,
  type VariableDeclarator,
} from 'oxc-parser';

export function readsEnvironment(text: string): boolean {
  let found = false;
  const visitor = new Visitor({
    MemberExpression: (node) => void (found ||= isMember(node, 'env') && isProcess(node.object)),
    VariableDeclarator: (node) => void (found ||= unpacksEnvironment(node)),
    ImportDeclaration: (node) => void (found ||= importsEnvironment(node)),
  });
  visitor.visit(parseSync('source.ts', text).program);
  return found;
}

function isProcess(node: Expression): boolean {
  if (node.type === 'Identifier') return node.name === 'process';
  return node.type === 'MemberExpression' && isMember(node, 'process');
}

function isMember({ computed, property }: MemberExpression, name: string): boolean {
  if (!computed) return property.type === 'Identifier' && property.name === name;
  return property.type === 'Literal' && property.value === name;
}

function unpacksEnvironment({ id, init }: VariableDeclarator): boolean {
  if (!init || !isProcess(init) || id.type !== 'ObjectPattern') return false;
  return id.properties.some(
    (property) =>
      property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'env',
  );
}

function importsEnvironment({ source, specifiers }: ImportDeclaration): boolean {
  if (!/^(node:)?process$/.test(source.value)) return false;
  return specifiers.some(
    (specifier) =>
      specifier.type === 'ImportSpecifier' &&
      specifier.imported.type === 'Identifier' &&
      specifier.imported.name === 'env',
  );
}
