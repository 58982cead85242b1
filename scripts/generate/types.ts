import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import type { OpenApiDocument } from '../../spec/openapi.ts';
import { HEADER } from './header.ts';

/**
 * openapi-typescript's types, with each component and each query hoisted to a named interface, so
 * that an editor shows `Session` and not an indexed path into `components`.
 */
export async function typesOf(document: OpenApiDocument): Promise<string> {
  const ast = await openapiTS(JSON.parse(JSON.stringify(document)), {
    // A default is the server's to fill in: the sender may leave the field out.
    defaultNonNullable: false,
    transform: (schema) => knownValuesType(schema as Record<string, unknown>),
  });
  const text = astToString(ast).replace(/components\["schemas"\]\["(\w+)"\]/g, '$1');
  const source = ts.createSourceFile('types.ts', text, ts.ScriptTarget.Latest, true);

  const hoisted: string[] = [];
  const edits: { start: number; end: number; text: string }[] = [];
  const hoist = (name: string, member: ts.PropertySignature, rename: string) => {
    hoisted.push(docOf(member, text) + declaration(name, member.type!, text));
    edits.push({ start: member.type!.getStart(), end: member.type!.end, text: rename });
  };

  for (const schema of membersAt(source, 'components', 'schemas')) {
    const name = nameOf(schema);
    hoist(name, schema, name);
  }
  for (const operation of membersAt(source, 'operations')) {
    const query = memberOf(memberOf(operation, 'parameters'), 'query');
    if (!query?.type || query.type.kind === ts.SyntaxKind.NeverKeyword) continue;
    const name = `${capitalize(nameOf(operation))}Query`;
    hoist(name, query, name);
  }

  let rest = text;
  for (const edit of edits.toSorted((a, b) => b.start - a.start)) {
    rest = rest.slice(0, edit.start) + edit.text + rest.slice(edit.end);
  }
  return `${HEADER}${hoisted.join('\n')}\n${rest.replace(/^\/\*\*[\s\S]*?\*\/\n/, '')}`;
}

/** `'a' | 'b' | (string & {})`: editors complete the known values, the compiler takes any. */
function knownValuesType(schema: Record<string, unknown>): ts.TypeNode | undefined {
  const known = schema['x-known-values'] as string[] | undefined;
  if (!known) return undefined;
  const { factory } = ts;
  const nullable = Array.isArray(schema['type']) && schema['type'].includes('null');
  return factory.createUnionTypeNode([
    ...known.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value))),
    factory.createParenthesizedType(
      factory.createIntersectionTypeNode([
        factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
        factory.createTypeLiteralNode([]),
      ]),
    ),
    ...(nullable ? [factory.createLiteralTypeNode(factory.createNull())] : []),
  ]);
}

function declaration(name: string, type: ts.TypeNode, text: string): string {
  const body = dedent(text.slice(type.getStart(), type.end));
  if (ts.isTypeLiteralNode(type)) return `export interface ${name} ${body}\n`;
  if (ts.isIntersectionTypeNode(type) && type.types.every(ts.isTypeLiteralNode)) {
    const merged = type.types.flatMap((part) =>
      [...(part as ts.TypeLiteralNode).members].map((member) =>
        dedent(text.slice(member.getFullStart(), member.end).trim()),
      ),
    );
    return `export interface ${name} {\n${indent(merged.join('\n'))}\n}\n`;
  }
  return `export type ${name} = ${body};\n`;
}

function membersAt(source: ts.SourceFile, ...path: string[]): ts.PropertySignature[] {
  const root = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === path[0],
  );
  let members = properties(root!.members);
  for (const name of path.slice(1)) {
    const next = members.find((member) => nameOf(member) === name)!.type as ts.TypeLiteralNode;
    members = properties(next.members);
  }
  return members;
}

function memberOf(parent: ts.PropertySignature | undefined, name: string) {
  if (!parent?.type || !ts.isTypeLiteralNode(parent.type)) return undefined;
  return properties(parent.type.members).find((member) => nameOf(member) === name);
}

const properties = (members: Iterable<ts.TypeElement>) =>
  [...members].filter(ts.isPropertySignature);
const nameOf = (member: ts.PropertySignature) => (member.name as ts.Identifier).text;
const capitalize = (word: string) => word[0]!.toUpperCase() + word.slice(1);
const indent = (block: string) => block.replace(/^(?=.)/gm, '    ');

function docOf(member: ts.PropertySignature, text: string): string {
  const doc = text.slice(member.getFullStart(), member.getStart(undefined, false)).trim();
  return doc ? `${dedent(doc)}\n` : '';
}

/** Takes away the indentation that the last line has more than none; the first line has none. */
function dedent(block: string): string {
  const depth = /\n( *)\S[^\n]*$/.exec(block)?.[1]?.length ?? 0;
  const shift = block.startsWith('/**') && !block.includes('*/\n') ? Math.max(depth - 1, 0) : depth;
  return block.replaceAll(`\n${' '.repeat(shift)}`, '\n');
}
