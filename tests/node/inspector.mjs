// Says what TypeScript files are, apart from their literals and comments: for inspection.py, a line of JSON each.

import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';

const { default: ts } = await import(process.argv[2]);
const { SyntaxKind } = ts;

/** How comments begin that compilers, formatters, linters, debuggers and bundlers obey. */
const directive = new RegExp(
  [
    '^[/*\\s]*@ts-\\w+',
    '^\\/\\/\\/\\s*<',
    '^\\/[/*]\\s*[@#]\\s*(?:source|__)\\w+',
    '^\\/(?:\\/|\\*(?!\\*))\\s*(?:eslint|oxlint|deno|biome|prettier|c8|v8|istanbul|webpack|@vite)[-\\w]*',
  ].join('|'),
  'gm',
);

const literals = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NumericLiteral,
  SyntaxKind.BigIntLiteral,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
]);

for await (const line of createInterface({ input: process.stdin })) {
  const found = Object.entries(JSON.parse(line)).map(([path, text]) => [
    path,
    inspected(path, text),
  ]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(found))}\n`);
}

function inspected(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const skeleton = createHash('sha256');
  const imports = new Set();
  const declared = new Set();
  const used = new Set();
  walk(file);
  const [error] = file.parseDiagnostics;
  return {
    error: error === undefined ? '' : ts.flattenDiagnosticMessageText(error.messageText, ' '),
    skeleton: skeleton.digest('hex'),
    imports: [...imports],
    reached: [...used].filter((name) => !declared.has(name)),
    directives: comments(file, text).flatMap((comment) => comment.match(directive) ?? []),
  };

  function walk(node) {
    skeleton.update(`(${node.kind}`);
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      skeleton.update(` ${node.text}`);
      if (isUse(node)) used.add(node.text);
      else if (node.parent.name === node && !ts.isPropertyAccessExpression(node.parent))
        declared.add(node.text);
    } else if (ts.isStringLiteral(node) && isSpecifier(node)) {
      skeleton.update(` ${node.text}`);
      imports.add(node.text);
    } else if (ts.isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) {
      imports.add(node.arguments[0]?.getText() ?? '');
    } else if (!literals.has(node.kind) && node.getChildCount() === 0) {
      skeleton.update(` ${node.getText()}`);
    }
    ts.forEachChild(node, walk);
    skeleton.update(')');
  }
}

/** Whether an identifier stands for a value, and is no name of a member. */
function isUse(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent) || ts.isTypeElement(parent)) return false;
  if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent)) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  if (ts.isNamespaceExport(parent) || ts.isTypeParameterDeclaration(parent)) return false;
  if (ts.isMetaProperty(parent) || ts.isTypePredicateNode(parent)) return false;
  return parent.name !== node;
}

function isSpecifier({ parent }) {
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent)
  );
}

function comments(file, text) {
  const found = new Set();
  (function walk(node) {
    for (const range of [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ]) {
      found.add(text.slice(range.pos, range.end));
    }
    node.getChildren().forEach(walk);
  })(file);
  return [...found];
}
