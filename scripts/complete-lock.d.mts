export interface LockFile {
  packages: Record<
    string,
    {
      version?: string;
      resolved?: string;
      dependencies?: Record<string, string>;
      optionalDependencies?: Record<string, string>;
      devDependencies?: Record<string, string>;
    }
  >;
}

export function missingRows(lock: LockFile): { wantedBy: string; name: string; range: string }[];
export function rowsWithAddress(lock: LockFile): string[];
