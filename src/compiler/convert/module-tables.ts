/** What a file imports and exports, as far as the walk has come. */
import type { NamespaceBinding, Variable } from '../scope';
import type { ImportBinding, ModuleNode } from '../syntax';
import type { ts } from '../typescript';

interface PendingExport {
  local: string;
  exported: string;
  node: ts.Node;
}

export class ModuleTables {
  readonly imports: ImportBinding[] = [];
  readonly hostImports: ModuleNode['hostImports'] = [];
  readonly reexports: ModuleNode['reexports'] = [];
  readonly stars: string[] = [];
  readonly namespaces = new Map<Variable, NamespaceBinding>();
  readonly pendingExports: PendingExport[] = [];
  /** Specifiers in source order; `always`: evaluated even if none of the names is used. */
  readonly requests: { specifier: string; always: boolean }[] = [];
}
