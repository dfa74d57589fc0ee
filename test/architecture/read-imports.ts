/** Reads what a TypeScript source text imports, type-only imports included. */
import { parseSync, Visitor, type Expression } from 'oxc-parser';

/** The specifiers as written; a computed one as its source text in parentheses. */
export function readImports(text: string): string[] {
  // A real parser, and the one that the dead-code check brings anyway: TypeScript 7 has no compiler API.
  const { program, errors } = parseSync('source.ts', text);
  if (errors[0]) throw new Error(`Cannot read imports: ${errors[0].message}`);
  const found: string[] = [];
  const visitor = new Visitor({
    ImportDeclaration: ({ source }) => found.push(source.value),
    ExportNamedDeclaration: ({ source }) => source && found.push(source.value),
    ExportAllDeclaration: ({ source }) => found.push(source.value),
    ImportExpression: ({ source }) =>
      found.push(fixedText(source) ?? `(${text.slice(source.start, source.end)})`),
    TSImportType: ({ source }) => found.push(source.value),
  });
  visitor.visit(program);
  return found;
}

function fixedText(source: Expression): string | undefined {
  if (source.type === 'Literal' && typeof source.value === 'string') return source.value;
  if (source.type === 'TemplateLiteral' && source.expressions.length === 0)
    return source.quasis[0]?.value.raw;
  return undefined;
}
