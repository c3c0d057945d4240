import { mutateText, WORDS } from './mutate-text.mjs';

const NUMBERS = [0, -0, 1, -1, 2, 0.5, -0.5, 3, 7, 255, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, 1e-320, 1e-30, 1e30, 1e39, 1e308, -1e308];

/** Values of every kind that JSON has. */
export function strangeValue(random) {
  const kind = random.below(8);
  if (kind < 2) return random.pick(NUMBERS);
  if (kind < 5) return random.pick(WORDS);
  if (kind === 5) return random.pick([null, true, false]);
  if (kind === 6) return random.pick([[], {}, [null], [[]], [0], [''], { a: 1 }, { toString: 1 }, { constructor: null }, { length: 5 }, [{}, 1, 'a']]);
  return deep(random, random.pick([3, 50, 3000]));
}

function deep(random, levels) {
  const isList = random.once(2);
  let value = 1;
  for (let level = 0; level < levels; level++) value = isList ? [value] : { a: value };
  return value;
}

/**
 * One to five changes of a tree of objects, lists and plain values: other values, keys that go, come or are renamed, items doubled,
 * branches exchanged. `strange` makes values that the notation has beyond those of JSON.
 */
export function mutateTree(random, tree, strange = strangeValue) {
  const holder = { tree: structuredClone(tree) };
  for (let changes = 1 + random.sized(2); changes > 0; changes--) {
    const places = listPlaces(holder);
    const [owner, key] = random.pick(places);
    random.pick(CHANGES)(random, owner, key, places, strange);
  }
  return holder.tree;
}

/** Every `[owner, key]` of a tree; of long lists the first items and a few others. */
function listPlaces(owner, places = []) {
  const keys = Object.keys(owner);
  const shown = keys.length > 40 ? [...keys.slice(0, 20), ...keys.slice(20).filter((_, at) => at % Math.ceil(keys.length / 20) === 0)] : keys;
  for (const key of shown) {
    places.push([owner, key]);
    const value = owner[key];
    if (places.length < 5000 && typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) listPlaces(value, places);
  }
  return places;
}

const CHANGES = [replace, replace, replace, nudge, nudge, remove, rename, double, exchange, wrap, add];

function replace(random, owner, key, _, strange) {
  owner[key] = strange(random);
}

/** Something near to what it was. */
function nudge(random, owner, key, _, strange) {
  const value = owner[key];
  if (typeof value === 'number') owner[key] = random.pick([value + 1, value - 1, -value, value * 2, value / 3, value * 1000, value + 0.5]);
  else if (typeof value === 'string') owner[key] = mutateText(random, value, random.pick(WORDS));
  else if (Array.isArray(value)) value.splice(random.below(value.length + 1), random.below(2), strange(random));
  else owner[key] = strange(random);
}

function remove(random, owner, key) {
  if (Array.isArray(owner)) owner.splice(Number(key), 1 + random.sized(2));
  else delete owner[key];
}

function rename(random, owner, key) {
  if (Array.isArray(owner)) return;
  const value = owner[key];
  delete owner[key];
  const name = random.once(2) ? mutateText(random, key, random.pick(WORDS)) : random.pick(WORDS);
  Object.defineProperty(owner, name, { value, enumerable: true, configurable: true, writable: true });
}

function double(random, owner, key) {
  if (Array.isArray(owner)) owner.splice(Number(key), 0, structuredClone(owner[key]));
  else if (Array.isArray(owner[key])) owner[key] = [...owner[key], ...owner[key]].slice(0, 5000);
}

function exchange(random, owner, key, places) {
  const [other, place] = random.pick(places);
  owner[key] = structuredClone(other[place]);
}

function wrap(random, owner, key) {
  owner[key] = random.once(2) ? [owner[key]] : { [random.pick(WORDS)]: owner[key] };
}

function add(random, owner, key, places, strange) {
  const [, name] = random.pick(places);
  const value = owner[key];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) value[random.once(2) ? name : random.pick(WORDS)] = strange(random);
}
