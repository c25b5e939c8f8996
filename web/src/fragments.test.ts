import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'

/** Give each of their children its place, and since React 19 take a fragment for one child: what it holds stands there without a gap. */
const ARRANGE = ['SpaceBetween', 'ColumnLayout', 'Grid']

/** The lines where a fragment stands directly in one of them, also by a condition or for each of several. */
function packed(text: string): number[] {
  if (!/<>|Fragment/.test(text)) return []
  const source = ts.createSourceFile('page.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: number[] = []
  const nameOf = (element: ts.JsxElement) => element.openingElement.tagName.getText(source)
  const look = (node: ts.Node): void => {
    if (ts.isJsxFragment(node) || (ts.isJsxElement(node) && /^(React\.)?Fragment$/.test(nameOf(node))))
      found.push(source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1)
    else if (!ts.isJsxElement(node) && !ts.isJsxSelfClosingElement(node)) ts.forEachChild(node, look)
  }
  const walk = (node: ts.Node): void => {
    if (ts.isJsxElement(node) && ARRANGE.includes(nameOf(node))) for (const child of node.children) look(child)
    ts.forEachChild(node, walk)
  }
  walk(source)
  return found
}

it('sees a fragment among what is arranged, and none that lies deeper', () => {
  expect(packed('<SpaceBetween>\n<A />\n{one ? <>{two}</> : <B />}\n</SpaceBetween>')).toEqual([3])
  expect(packed('<Grid>{all.map((one) => (\n<Fragment key={one}><A /></Fragment>))}</Grid>')).toEqual([2])
  expect(packed('<SpaceBetween><div>{one && <><A /><B /></>}</div><C of={<><A /></>} /></SpaceBetween>')).toEqual([])
})

it('no page puts a fragment directly into what arranges its children', () => {
  const sources = fileURLToPath(new URL('.', import.meta.url))
  const pages = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'))
  expect(pages.length).toBeGreaterThan(100)
  expect(pages.flatMap((path) => packed(readFileSync(sources + path, 'utf8')).map((line) => `${path}:${line}`))).toEqual([])
})
