/** One line of the list: a guard, how it is removed, and the test that then has to fail. */
export interface Guard {
  /** What it protects. */
  readonly name: string;
  readonly file: string;
  /** Source text that occurs once in the file. */
  readonly find: string;
  /** What stands there without the guard. */
  readonly replace: string;
  readonly test: string;
  /** A part of the test's title that its file holds word for word. */
  readonly title: string;
}
