/** Every type of element and the component with which a person uses it. */

import type { ComponentType } from "react";
import type { Block, Element } from "../sandbox/types";

export interface ElementProps {
  block: Block;
  element: Element;
}

const ELEMENTS: Record<string, ComponentType<ElementProps>> = {};

export function ElementView({ block, element }: ElementProps) {
  const Kind = ELEMENTS[element.type];
  if (!Kind) return <p>This page cannot show an element of type {element.type}.</p>;
  return <Kind block={block} element={element} />;
}
