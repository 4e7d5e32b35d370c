import type { JSX } from "preact";
import type { LayerFacts } from "../data/model-facts.js";
import { shapeText } from "./shape-text.js";

const numbers = new Intl.NumberFormat("en");

/** The layers of a model in their order. */
export function LayerTable({ layers }: { readonly layers: readonly LayerFacts[] }): JSX.Element {
  return (
    <table class="layer-table">
      <caption class="visually-hidden">Layers of the model</caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col" class="wide-only">
            Class
          </th>
          <th scope="col">Output</th>
          <th scope="col">Parameters</th>
        </tr>
      </thead>
      <tbody>
        {layers.map(({ name, className, outputShape, parameters }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              <span class="narrow-only">{className}</span>
            </th>
            <td class="wide-only">{className}</td>
            <td>{shapeText(outputShape)}</td>
            <td>{parameters === 0 ? <span class="muted">–</span> : numbers.format(parameters)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
