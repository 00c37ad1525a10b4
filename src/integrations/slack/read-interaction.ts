import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { ANSWER_ACTIONS } from './alert-blocks.js';

const Interaction = Compile(
  Type.Object({
    type: Type.Literal('block_actions'),
    user: Type.Object({ id: Type.String({ pattern: '^[A-Z0-9]{1,32}$' }) }),
    container: Type.Object({ message_ts: Type.String(), channel_id: Type.String() }),
    message: Type.Optional(Type.Object({ blocks: Type.Optional(Type.Array(Type.Unknown())) })),
    actions: Type.Array(Type.Object({ action_id: Type.String(), value: Type.Optional(Type.String()) }), {
      minItems: 1,
    }),
  }),
);

/** A button under an alert that somebody has pressed. */
export interface PressedButton {
  readonly userId: string;
  readonly decisionId: number;
  readonly verdict: keyof typeof ANSWER_ACTIONS;
  readonly place: { readonly channel: string; readonly ts: string };
  /** The alert as it stood there. */
  readonly blocks: readonly unknown[];
}

/**
 * Reads the form field `payload` of an interaction.
 * @returns undefined where it is not JSON or none of a button; `null` for a button that only links
 */
export function readInteraction(payload: string): PressedButton | null | undefined {
  let body: unknown;
  try {
    body = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (!Interaction.Check(body)) return undefined;
  const { action_id: action, value = '' } = body.actions[0]!;
  const verdict = (['violates', 'ok'] as const).find((name) => ANSWER_ACTIONS[name] === action);
  if (verdict === undefined) return null;
  if (!/^[1-9][0-9]{0,14}$/.test(value)) return undefined;
  return {
    userId: body.user.id,
    decisionId: Number(value),
    verdict,
    place: { channel: body.container.channel_id, ts: body.container.message_ts },
    blocks: body.message?.blocks ?? [],
  };
}
