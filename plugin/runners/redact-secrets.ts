/** Names of variables whose values nobody may read in a log: cloud credentials, tokens, keys of signatures. */
const SECRET_NAME = /SECRET|TOKEN|PASSW|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY/i;

/** Shorter values stand in every other line, and protect nothing. */
const SHORTEST = 6;

/**
 * Takes secrets out of a text: values of variables that are called so, of those that `named` lists, and passwords of proxies. Steps see
 * the environment and may print it, be it in an error; what they print is shown, kept and sent on.
 */
export function redactSecrets(text: string, named: readonly string[] = []): string {
  return secretValues(named).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function secretValues(named: readonly string[]): string[] {
  const values = Object.entries(process.env).flatMap(([name, value = '']) => {
    if (/_proxy$/i.test(name)) return passwordsOf(value);
    return SECRET_NAME.test(name) || named.includes(name) ? [value] : [];
  });
  return values.filter((value) => value.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** As it is written in the address, and as it is meant. */
function passwordsOf(address: string): string[] {
  const { password = '' } = URL.canParse(address) ? new URL(address) : {};
  return [password, decodeURIComponent(password)];
}
