import type { AuditRecord, AuditStore } from '../store/audit.js';

export type AuditService = ReturnType<typeof createAuditService>;

/** Reads the log of who changed what; the changes themselves write it. */
export function createAuditService(audit: AuditStore) {
  return {
    /** At most `limit` entries, the latest first, with ids below `before`. */
    list: (communityId: string, limit: number, before?: number): Promise<AuditRecord[]> =>
      audit.list(communityId, limit, before),
  };
}
