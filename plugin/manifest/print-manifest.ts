import { isCollection, stringify, visit, Document } from 'yaml';
import type { Manifest } from './manifest';

const FLOW_WIDTH = 100;

/** The resolved manifest as YAML: every default in place, quantities as numbers in the unit that their key names. */
export function printManifest(manifest: Manifest): string {
  const document = new Document(manifest);
  visit(document, {
    Collection(_, node) {
      if (!isCollection(node) || stringify(node, { collectionStyle: 'flow', lineWidth: 0 }).length > FLOW_WIDTH) return undefined;
      node.flow = true;
      return visit.SKIP;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
