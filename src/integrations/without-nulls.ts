/**
 * A JSON value whose objects have no fields that are null, at any depth.
 * @param others how the values of some fields are read instead
 */
export function withoutNulls(
  value: unknown,
  others: Readonly<Record<string, (value: unknown) => unknown>> = {},
): unknown {
  if (Array.isArray(value)) return value.map((entry) => withoutNulls(entry, others));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [
        name,
        Object.hasOwn(others, name) ? others[name]!(field) : withoutNulls(field, others),
      ]),
  );
}
