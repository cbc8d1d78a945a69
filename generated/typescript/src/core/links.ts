/** The header `Link` (RFC 8288, 3). */

/** A token, a quoted text or a delimiter behind the target of a link. */
const PIECES = /"(?:[^"\\]|\\.)*"?|[;,=]|[^\s";,=]+/g;

/** The URL that the header gives for the next page; `undefined` if there is none. */
export function nextLink(header: string | null): string | undefined {
  let rest = header ?? '';
  for (;;) {
    const start = rest.indexOf('<') + 1;
    const end = rest.indexOf('>', start);
    if (start === 0 || end < 0) {
      return undefined;
    }
    const link = parameters(rest.slice(end + 1));
    // A link may be several things at once, in any letter case.
    if (link.relation.toLowerCase().split(/\s+/).includes('next')) {
      return rest.slice(start, end).trim();
    }
    rest = link.rest;
  }
}

/** The parameter `rel` of a link, of several the first one; and what stands behind the comma that ends the link. */
function parameters(text: string): { relation: string; rest: string } {
  let relation: string | undefined;
  let name = '';
  let isValue = false;
  for (const match of text.matchAll(PIECES)) {
    const [piece] = match;
    if (piece === ',') {
      return { relation: relation ?? '', rest: text.slice(match.index + 1) };
    }
    if (piece === ';') {
      name = '';
      isValue = false;
    } else if (piece === '=') {
      isValue = true;
    } else if (!isValue) {
      name = piece.toLowerCase();
    } else if (name === 'rel') {
      relation ??= piece.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1');
    }
  }
  return { relation: relation ?? '', rest: '' };
}
