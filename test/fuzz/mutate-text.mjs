/** Words that mean something to readers of YAML, JSON, csv, paths, units and JavaScript objects. */
export const WORDS = [
  '', ' ', '~', 'null', 'true', 'no', '0', '-0', '-1', '1', '0.5', '1e-320', '1e39', '-1e39', '1e308', '1e999', '.inf', '.nan', 'NaN', 'Infinity',
  '2147483648', '9007199254740993', '0x10', '1_000', '1,5', '100 ms', '0 ms', '-1 s', '1e300 s', '16 kHz', '0 Hz', '20 %', '101 %', '<= 64 kB', '>= 92 %',
  '{}', '[]', '[[]]', '{a: b}', '&a', '*a', '<<: *a', '!!binary aGk=', '!!js/function f', '|', '>', '---', '...', '%YAML 9.9', '#', '"', "'", ':', ': ',
  '- ', ',', ';', '\t', '\n', '\r\n', '\0', '\u{1b}[31m', '\u{feff}', '\u{2028}', '\u{1f4a5}', '\u{d800}', 'e\u{301}', '../../../etc/passwd', '/', '.', '..',
  './', '**/*', '{', '}', '{dir}', '{label}', '{', '[a', '(?:', '\\', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'env:', 'env:HOME',
  '2026-02-30 25:61:00', 'x'.repeat(5000), '['.repeat(2000), '{"a":'.repeat(500), 'a: '.repeat(100),
];

/** One to five changes of a text: characters, words, lines, pieces of another text. */
export function mutateText(random, text, other) {
  let result = text;
  for (let changes = 1 + random.sized(2); changes > 0; changes--) result = random.pick(CHANGES)(random, result, other);
  return result;
}

const CHANGES = [dropCharacters, insertWord, replaceWord, replaceWord, changeLines, changeLines, takeLines, indentLine, cutText];

function dropCharacters(random, text) {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + text.slice(at + 1 + random.sized(3));
}

function insertWord(random, text) {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(WORDS) + text.slice(at);
}

function replaceWord(random, text) {
  const words = [...text.matchAll(/[\w.%*/-]+(?: [a-zA-Z%]{1,3}\b)?/g)];
  if (!words.length) return insertWord(random, text);
  const { index, 0: word } = random.pick(words);
  const taken = random.once(3) ? random.pick(words)[0] : random.pick(WORDS);
  return text.slice(0, index) + taken + text.slice(index + word.length);
}

function changeLines(random, text) {
  const lines = text.split('\n');
  const [at, to] = [random.below(lines.length), random.below(lines.length)];
  const change = random.below(3);
  if (change === 0) lines.splice(at, 1 + random.sized(2));
  else if (change === 1) lines.splice(to, 0, lines[at]);
  else [lines[at], lines[to]] = [lines[to], lines[at]];
  return lines.join('\n');
}

function takeLines(random, text, other) {
  const [lines, others] = [text.split('\n'), other.split('\n')];
  const from = random.below(others.length);
  lines.splice(random.below(lines.length + 1), random.below(3), ...others.slice(from, from + 1 + random.sized(3)));
  return lines.join('\n');
}

function indentLine(random, text) {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  lines[at] = random.once(2) ? `${random.pick([' ', '  ', '\t', '- '])}${lines[at]}` : lines[at].replace(/^[ \t-]{1,2}/, '');
  return lines.join('\n');
}

function cutText(random, text) {
  return text.slice(0, random.below(text.length + 1));
}
