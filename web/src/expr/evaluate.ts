// Runs the tree of an expression on one record, as the server would: exact numbers in 64 bits, absent as Kleene's unknown,
// and every part counted as evaluated. `crates/expr/cases.json` is what both are tested with.

import { age, civil } from "./dates";
import { read, write, type Scalar } from "./scalar";
import type { Arithmetic, Expression, Node, Test, Wire } from "./tree";

export { WrongType } from "./scalar";
export type { Expression, Wire } from "./tree";

/** A number beyond 64 bits, a day beyond 32, or a divisor beyond the limit. */
export class Overflow extends Error {
  constructor() {
    super("计算结果超出可以表示的范围");
  }
}

/** The fields of a record by name; what is `undefined` or `null` is absent. */
export type Get = (name: string) => Wire | null | undefined;

const MAX_DIVISOR = 900_000_000_000_000_000n;
const CODE_SEPARATOR = "\u001f";

/** The result for one record; `null` is absent. */
export function evaluate(expression: Expression, column: Get, constant: Get): Wire | null {
  const columns = expression.columns.map(({ name, type }) => read(name, type, column(name)));
  const constants = expression.constants.map(({ name, type }) => read(name, type, constant(name)));
  return write(expression.type, run(expression.root, columns, constants));
}

/** Whether it is true of one record; absent is not. */
export function holds(expression: Expression, column: Get, constant: Get): boolean {
  return evaluate(expression, column, constant) === true;
}

function run(node: Node, columns: readonly Scalar[], constants: readonly Scalar[]): Scalar {
  const part = (of: Node): Scalar => run(of, columns, constants);
  switch (node.op) {
    case "bool":
    case "text":
      return node.value;
    case "int":
      return BigInt(node.value);
    case "column":
      return columns[node.index] ?? null;
    case "constant":
      return constants[node.index] ?? null;
    case "has":
      return part(node.of) !== null;
    case "not":
      return known1(part(node.of), (of: boolean) => !of);
    case "and":
      return decided(part(node.left), part(node.right), false);
    case "or":
      return decided(part(node.left), part(node.right), true);
    case "if": {
      const [condition, yes, no] = [part(node.condition), part(node.yes), part(node.no)];
      return condition === null ? null : condition ? yes : no;
    }
    case "compare":
      return known(part(node.left), part(node.right), (left: bigint, right: bigint) => compare(node.test, left, right));
    case "in_ints":
      return known1(part(node.of), (of: bigint) => node.items.some((item) => BigInt(item) === of));
    case "in_texts":
      return known1(part(node.of), (of: string) => node.items.includes(of));
    case "in_codes":
      return known(part(node.code), part(node.codes), (code: string, codes: string) =>
        codes.split(CODE_SEPARATOR).includes(code),
      );
    case "rescale":
      return known1(part(node.of), (of: bigint) => checked(of * 10n ** BigInt(node.by)));
    case "negate":
      return known1(part(node.of), (of: bigint) => checked(-of));
    case "arithmetic":
      return known(part(node.left), part(node.right), (left: bigint, right: bigint) =>
        arithmetic(node.with, left, right),
      );
    case "divide":
      return known(part(node.left), part(node.right), (left: bigint, right: bigint) => divide(left, right, node.shift));
    case "date_part":
      return known1(part(node.of), (of: bigint) => {
        const [year, month, day] = civil(of);
        return { year, month, day }[node.part];
      });
    case "age":
      return known(part(node.birth), part(node.on), age);
    case "concat":
      return known(part(node.left), part(node.right), (left: string, right: string) => left + right);
    case "size":
      return known1(part(node.of), (of: string) => BigInt([...of].length));
    case "find":
      return known(part(node.of), part(node.what), (of: string, what: string) => {
        if (node.place === "start") return of.startsWith(what);
        return node.place === "end" ? of.endsWith(what) : of.includes(what);
      });
  }
}

/** The checker settled the types; absent passes through. */
function known1<A extends Scalar>(a: Scalar, then: (a: A) => Scalar): Scalar {
  return a === null ? null : then(a as A);
}

function known<A extends Scalar, B extends Scalar>(a: Scalar, b: Scalar, then: (a: A, b: B) => Scalar): Scalar {
  return a === null || b === null ? null : then(a as A, b as B);
}

/** Kleene's and (decided by a no) and or (decided by a yes). */
function decided(a: Scalar, b: Scalar, by: boolean): Scalar {
  if (a === by || b === by) return by;
  return a === null || b === null ? null : !by;
}

/** Integers, bools and texts alike: the order is only asked of integers. */
function compare(test: Test, left: bigint, right: bigint): boolean {
  switch (test) {
    case "equal":
      return left === right;
    case "not_equal":
      return left !== right;
    case "less":
      return left < right;
    case "less_or_equal":
      return left <= right;
    case "greater":
      return left > right;
    case "greater_or_equal":
      return left >= right;
  }
}

function arithmetic(with_: Arithmetic, left: bigint, right: bigint): Scalar {
  switch (with_) {
    case "add":
      return checked(left + right);
    case "subtract":
      return checked(left - right);
    case "multiply":
      return checked(left * right);
    case "remainder":
      return right === 0n ? null : left % right;
    case "add_days":
      return checked(left + right, 32);
    case "subtract_days":
      return checked(left - right, 32);
  }
}

/** `left × 10^shift / right`, rounded half away from zero; by zero absent. */
function divide(left: bigint, right: bigint, shift: number): Scalar {
  if (right === 0n) return null;
  const times = 10n ** BigInt(Math.abs(shift));
  const [dividend, divisor] = shift < 0 ? [left, right * times] : [left * times, right];
  if (size(divisor) > MAX_DIVISOR) throw new Overflow();
  const [quotient, rest] = [dividend / divisor, dividend % divisor];
  if (size(rest) * 2n < size(divisor)) return checked(quotient);
  return checked(dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n);
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function checked(value: bigint, bits = 64): bigint {
  if (BigInt.asIntN(bits, value) !== value) throw new Overflow();
  return value;
}
