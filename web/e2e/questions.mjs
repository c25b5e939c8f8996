import { BASE_URL } from './browser.mjs'
import { ask, call, until } from './exchange.mjs'

/** A question to Bruno's call centre that nobody answered: on an item of its own, or, where items cannot be told of, one of those in its folder. */
export async function question(ana, bruno) {
  const { clientId } = await (await fetch(`${BASE_URL}/config.json`)).json()
  if (clientId === 'mock') {
    const { body } = await call(bruno, 'GET', '/v1/folders/toDo')
    return body.items.find((one) => one.itemId.startsWith('CC300')).id
  }
  const raised = await ask(ana)
  const path = `/v1/inquiries/${raised.id}`
  await until('the question at the other post', async () => (await call(bruno, 'GET', path)).body.actions?.includes('reply'))
  return raised.id
}
