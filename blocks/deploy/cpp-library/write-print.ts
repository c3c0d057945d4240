/** C++ by which the benchmark prints: its log needs no format strings, so that no printf is linked for it. */
export const PRINT = `void print(const char *text) {
#ifdef IMPULSE_PRINT
  IMPULSE_PRINT(text);
#else
  fputs(text, stdout);
#endif
}

void print_number(uint32_t number) {
  char digits[11];
  char *first = digits + 10;
  *first = 0;
  do {
    *--first = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  print(first);
}

void print_line(const char *name, const char *text) {
  print(name);
  print(" ");
  print(text);
  print("\\n");
}

void print_figure(const char *name, uint32_t number) {
  print(name);
  print(" ");
  print_number(number);
  print("\\n");
}

`;
