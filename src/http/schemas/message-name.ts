import Type, { type Static } from 'typebox';
import type { MessageName } from '../../domain/message.js';
import { API_SOURCE } from '../../services/classify.js';

export const MessageParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 255 }) });

const source = Type.Optional(
  Type.String({
    pattern: '^[a-z][A-Za-z0-9_.:-]{0,127}$',
    description: 'What handed the messages in, such as "slack:T0123"; "api" if absent.',
  }),
);
export const SourceQuery = Type.Object({ source }, { additionalProperties: false });
export const RevisionQuery = Type.Object(
  {
    source,
    revision: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'The latest if absent.' }),
    ),
  },
  { additionalProperties: false },
);

/** Which message a request is about. */
export const messageName = ({
  params,
  query,
}: {
  readonly params: Static<typeof MessageParams>;
  readonly query: Static<typeof SourceQuery>;
}): MessageName => ({ source: query.source ?? API_SOURCE, id: params.id });
