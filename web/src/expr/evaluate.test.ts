import { expect, test } from "vitest";
import table from "../../../crates/expr/cases.json?raw";
import trees from "../../../crates/expr/cases.ir.json?raw";
import { evaluate, holds, Overflow, WrongType, type Expression, type Wire } from "./evaluate";

interface Case {
  readonly name: string;
  readonly expression: string;
  readonly columns?: Record<string, { readonly value: Wire | null }>;
  readonly constants?: Record<string, { readonly value: Wire | null }>;
  readonly expect: "absent" | "overflow" | { readonly value: Wire } | { readonly finding: string };
}

const cases = JSON.parse(table) as readonly Case[];
const compiled = JSON.parse(trees) as Record<string, Expression>;
const runnable = cases.filter(({ expect }) => typeof expect === "string" || "value" in expect);

function answer(row: Case, expression: Expression): Case["expect"] {
  try {
    const value = evaluate(
      expression,
      (name) => row.columns?.[name]?.value,
      (name) => row.constants?.[name]?.value,
    );
    return value === null ? "absent" : { value };
  } catch (error) {
    if (error instanceof Overflow) return "overflow";
    throw error;
  }
}

test("every case that compiles has its tree", () => {
  expect(runnable.length).toBeGreaterThanOrEqual(300);
  expect(Object.keys(compiled)).toEqual(runnable.map(({ name }) => name));
});

test.each(runnable)("$name: $expression", (row) => {
  const expression = compiled[row.name];
  expect(expression).toBeDefined();
  if (expression) expect(answer(row, expression)).toEqual(row.expect);
});

const flag: Expression = {
  source: "!f || n > 1.5",
  type: { kind: "bool" },
  columns: [
    { name: "f", type: { kind: "bool" } },
    { name: "n", type: { kind: "number", scale: 1 } },
  ],
  constants: [],
  root: {
    op: "or",
    left: { op: "not", of: { op: "column", index: 0 } },
    right: {
      op: "compare",
      test: "greater",
      kind: "int",
      left: { op: "column", index: 1 },
      right: { op: "int", value: "15" },
    },
  },
};

test("absent does not hold, and what is undefined is absent", () => {
  const ask = (record: Record<string, Wire>) => holds(flag, (name) => record[name], () => null);
  expect(ask({})).toBe(false);
  expect(ask({ f: true })).toBe(false);
  expect(ask({ f: false })).toBe(true);
  expect(ask({ f: true, n: "1.6" })).toBe(true);
  expect(ask({ f: true, n: 1.5 })).toBe(false);
});

test.each([["1.55"], ["x"], [""], [true], ["9223372036854775808"]])("%s is no number of one place", (n) => {
  expect(() => holds(flag, (name) => (name === "n" ? n : true), () => null)).toThrow(WrongType);
});
