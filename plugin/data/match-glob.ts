/** A glob, ready to match. */
export interface Glob {
  test(path: string): boolean;
}

/** A state of the automaton: where it leads by one character that it takes, or, where it takes none, without any. */
interface State {
  takes?: (character: string) => boolean;
  /** What comes next in the path may forbid to go on: `undefined` at its end. */
  allows?: (next: string | undefined) => boolean;
  to: State[];
}

/** A set of states that a path can be in, and where its next characters lead, as far as that was asked. */
interface Place {
  states: State[];
  next: Map<string, Place>;
  isEnd: boolean;
}

/** Places that are remembered: few globs have more than some ten, and one that has is slower, not larger. */
const MOST_PLACES = 1000;

/**
 * Compiles a glob with forward slashes. `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` and `[abc]`, `[!abc]`, `[a-z]` are
 * alternatives; a brace or bracket without its partner is a character. A wildcard at the beginning of a name takes no dot.
 *
 * All states are followed at once (Thompson, 1968), and sets of them remembered: a path takes time in proportion to its length times that
 * of the glob, whatever stands in it, where a regular expression that goes back takes years for `*a*a*a*a*a*a*b`.
 */
export function compileGlob(glob: string): Glob {
  const end: State = { to: [] };
  const first = compileSegments(glob.split('/'), end);
  const known = new Map<string, Place>();
  const ids = new Map<State, number>();
  let start = placeOf([first]);

  function idOf(state: State): number {
    return ids.get(state) ?? (ids.set(state, ids.size), ids.size - 1);
  }

  function placeOf(states: State[]): Place {
    const distinct = [...new Set(states)];
    const key = distinct.map(idOf).sort((a, b) => a - b).join();
    const place = known.get(key) ?? { states: distinct, next: new Map(), isEnd: reach(distinct, undefined).has(end) };
    known.set(key, place);
    return place;
  }

  function follow(place: Place, character: string): Place {
    const seen = place.next.get(character);
    if (seen) return seen;
    const taken = [...reach(place.states, character)].flatMap(({ takes, to }) => (takes?.(character) ? to : []));
    const next = placeOf(taken);
    place.next.set(character, next);
    return next;
  }

  return {
    test(path) {
      if (known.size > MOST_PLACES) {
        known.clear();
        start = placeOf([first]);
      }
      let place = start;
      for (const character of path) {
        place = follow(place, character);
        if (place.states.length === 0) return false;
      }
      return place.isEnd;
    },
  };
}

/** These states, and those that they lead to without a character. */
function reach(from: State[], next: string | undefined): Set<State> {
  const reached = new Set<State>();
  const open = [...from];
  for (let state = open.pop(); state; state = open.pop()) {
    if (reached.has(state) || state.allows?.(next) === false) continue;
    reached.add(state);
    if (!state.takes) open.push(...state.to);
  }
  return reached;
}

/** From the last to the first: each part is told where it leads. */
function compileSegments(segments: readonly string[], end: State): State {
  return segments.reduceRight((to, segment, index) => {
    const isLast = index === segments.length - 1;
    if (segment === '**') return anyFolders(isLast ? visible(oneOrMore(notSlash, to)) : to);
    const name = compileName([...segment], isLast ? to : take(isSlash, to));
    return /^[*?[]/.test(segment) ? visible(name) : name;
  }, end);
}

/** Any number of folders that are not hidden. */
function anyFolders(to: State): State {
  const choice: State = { to: [to] };
  choice.to.push(visible(oneOrMore(notSlash, take(isSlash, choice))));
  return choice;
}

/** A name between two slashes, alternatives in braces and all. */
function compileName(characters: readonly string[], to: State): State {
  let next = to;
  for (let at = characters.length - 1; at >= 0; at--) {
    const character = characters[at];
    const opens = character === '}' ? matchingBrace(characters, at) : character === ']' ? matchingBracket(characters, at) : -1;
    if (opens >= 0) {
      const inner = characters.slice(opens + 1, at);
      const after = next;
      next = character === ']' ? take(classOf(inner), after) : { to: alternatives(inner).map((one) => compileName(one, after)) };
      at = opens;
    } else if (character === '*') next = anyNumber(notSlash, next);
    else next = take(character === '?' ? notSlash : (one) => one === character, next);
  }
  return next;
}

/** Where the brace opens that closes at `end`, or -1. */
function matchingBrace(characters: readonly string[], end: number): number {
  let depth = 0;
  for (let at = end; at >= 0; at--) {
    if (characters[at] === '}') depth++;
    else if (characters[at] === '{' && --depth === 0) return at;
  }
  return -1;
}

/** The first of the brackets that could open what closes at `end`: `[[a]` takes a bracket or an a. */
function matchingBracket(characters: readonly string[], end: number): number {
  const before = characters.lastIndexOf(']', end - 1);
  const opens = characters.indexOf('[', before + 1);
  return opens >= 0 && opens < end - 1 ? opens : -1;
}

/** Pieces between the commas that stand in no brace of their own. */
function alternatives(inner: readonly string[]): string[][] {
  let depth = 0;
  const pieces: string[][] = [[]];
  for (const character of inner) {
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (character === ',' && depth === 0) pieces.push([]);
    else pieces.at(-1)!.push(character);
  }
  return pieces;
}

/** What stands between brackets: characters and ranges, all others where `!` or `^` stands first. Never a slash. */
function classOf(inner: readonly string[]): (character: string) => boolean {
  const isNegated = inner.length > 1 && (inner[0] === '!' || inner[0] === '^');
  const items = isNegated ? inner.slice(1) : inner;
  const ranges: [string, string][] = [];
  for (let at = 0; at < items.length; at++) {
    const isRange = items[at + 1] === '-' && at + 2 < items.length;
    ranges.push([items[at], items[isRange ? at + 2 : at]]);
    if (isRange) at += 2;
  }
  const isIn = (character: string): boolean => {
    const code = character.codePointAt(0)!;
    return ranges.some(([from, to]) => code >= from.codePointAt(0)! && code <= to.codePointAt(0)!);
  };
  return (character) => character !== '/' && isIn(character) !== isNegated;
}

function take(takes: (character: string) => boolean, to: State): State {
  return { takes, to: [to] };
}

function anyNumber(takes: (character: string) => boolean, to: State): State {
  const choice: State = { to: [to] };
  choice.to.push(take(takes, choice));
  return choice;
}

function oneOrMore(takes: (character: string) => boolean, to: State): State {
  return take(takes, anyNumber(takes, to));
}

function visible(to: State): State {
  return { allows: (next) => next !== '.', to: [to] };
}

function isSlash(character: string): boolean {
  return character === '/';
}

function notSlash(character: string): boolean {
  return character !== '/';
}
