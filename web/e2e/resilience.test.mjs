// Two people at once, lost connections, closed windows: what somebody typed is never lost, and never overwrites another's work unseen.
// Runs against the stack and against the made-up API (BASE_URL of `npm run mock`) alike.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accessible } from './axe.mjs'
import { BASE_URL, launch, open, shot, signIn } from './browser.mjs'
import { call, freshItem, tokenOf, track, until } from './exchange.mjs'
import { write, written } from './forms.mjs'
import { ANA, OLGA } from './people.mjs'

const onMock = async () => (await (await fetch(`${BASE_URL}/config.json`)).json()).clientId === 'mock'
/** An item that has left the country: one of its own, or, where items cannot be told of, one of the scene. */
async function askable(page) {
  if (await onMock()) return 'CC473124829GB'
  const item = freshItem()
  await track(page, item, [{ code: 'EMC', hours: 240, office: 'GBLALA', nextOffice: 'DEFRAA' }])
  return item
}

describe('what was typed', () => {
  let browser, ana
  before(async () => {
    browser = await launch()
    ana = await open(browser)
    await signIn(ana.page, ANA)
  })
  after(() => browser?.close())

  describe('into a draft that a colleague saves meanwhile', () => {
    let draft
    const stored = async () => (await call(ana.page, 'GET', `/v1/inquiries/${draft}`)).body
    const colleague = async (fields) => {
      const { version } = await stored()
      const { status, body } = await call(ana.page, 'PUT', `/v1/inquiries/${draft}`, { fields, version })
      assert.equal(status, 200, JSON.stringify(body))
    }
    /** A draft that says what it is about, open and with another word in it. */
    const begin = async () => {
      const { body, status } = await call(ana.page, 'POST', '/v1/inquiries', {
        itemId: await askable(ana.page),
        workflow: 'WII',
        destination: 'DEA',
        centre: 'GBA-DON',
        fields: { contents: 'Two books', senderName: 'Alex Example' },
        send: false,
      })
      assert.ok(status < 300, JSON.stringify(body))
      draft = body.id
      await ana.page.goto(`${BASE_URL}/inquiries/${draft}`)
      await write(ana.page, 'contents', 'Three books')
    }
    const save = () => ana.page.getByRole('button', { name: 'Save as draft' }).click()
    const versions = () => ana.page.getByRole('region', { name: 'Somebody else saved this meanwhile' })

    it('stands beside theirs, and takes theirs only when the person says so', async () => {
      await begin()
      await colleague({ contents: 'A lamp', senderName: 'Alexandra Example' })
      await ana.page.evaluate(() => window.dispatchEvent(new Event('focus'))) // what is stored is read again: that alone must not let the edit through
      await save()
      await versions().getByRole('row', { name: 'Contents A lamp Three books' }).waitFor()
      assert.equal((await stored()).fields.contents, 'A lamp', 'nothing was overwritten')
      assert.ok(await versions().evaluate((box) => box.contains(document.activeElement)), 'the focus is where the decision is')
      await accessible(ana.page, 'two versions of a draft')
      await shot(ana.page, 'resilience-two-versions')
      await versions().getByRole('button', { name: 'Take theirs' }).click()
      assert.equal(await written(ana.page, 'contents'), 'A lamp')
      assert.equal(await written(ana.page, 'senderName'), 'Alexandra Example')
      assert.notEqual(await ana.page.evaluate(() => document.activeElement?.tagName), 'BODY')
    })

    it('is kept where the person keeps it, on top of what they changed alone', async () => {
      await begin()
      await colleague({ contents: 'A lamp', senderName: 'Alexandra Example' })
      await save()
      await versions().getByRole('button', { name: 'Keep mine' }).click()
      assert.equal(await written(ana.page, 'contents'), 'Three books')
      await save()
      await ana.page.getByText('Saved. It waits in your drafts.').first().waitFor()
      const { fields } = await stored()
      assert.deepEqual([fields.contents, fields.senderName], ['Three books', 'Alexandra Example'])
    })

    it('needs no decision where the two edits do not meet: what is new is told', async () => {
      await begin()
      await colleague({ senderName: 'Alexandra Example' })
      await save()
      await ana.page.getByText('Somebody else changed something meanwhile').waitFor()
      assert.deepEqual([await written(ana.page, 'contents'), await written(ana.page, 'senderName')], ['Three books', 'Alexandra Example'])
      assert.equal((await stored()).fields.contents, 'Two books')
      await save()
      await ana.page.getByText('Saved. It waits in your drafts.').first().waitFor()
      assert.equal((await stored()).fields.contents, 'Three books')
    })

    it('is shown when the draft is gone', async () => {
      await begin()
      const { version, closings } = await stored()
      const closed = await call(ana.page, 'POST', `/v1/inquiries/${draft}/close`, { code: closings?.[0] ?? 'CLO_WDR', version })
      assert.equal(closed.status, 200, JSON.stringify(closed.body))
      await save()
      const gone = ana.page.getByRole('region', { name: 'What you changed of this draft was not saved' })
      await gone.getByRole('row', { name: 'Contents Two books Three books' }).waitFor()
      await gone.getByRole('button', { name: 'Forget mine' }).click()
      await gone.waitFor({ state: 'detached' })
    })
  })

  describe('into a form of the administration that a colleague saves meanwhile', () => {
    let olga, first
    const path = '/v1/operators/GBA'
    const stored = async () => (await call(olga.page, 'GET', path)).body
    const colleague = async (change) => {
      const { settings, version } = await stored()
      const answer = await fetch(`${BASE_URL}${path}/settings`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${await tokenOf(olga.page)}`,
          'content-type': 'application/json',
          'if-match': `"${version ?? 0}"`,
        },
        body: JSON.stringify({ autoReply: [], archiveAfterDays: 0, publicItems: false, ...settings, ...change }),
      })
      assert.equal(answer.status, 200, await answer.text())
    }
    const days = () => olga.page.getByRole('textbox', { name: /^Days/ })
    const save = () => olga.page.getByRole('button', { name: 'Save', exact: true }).click()
    const begin = async () => {
      await olga.page.goto(`${BASE_URL}/administration/post?tab=settings`)
      await days().fill('200')
    }
    before(async () => {
      olga = await open(browser)
      await signIn(olga.page, OLGA)
      first = (await stored()).settings
    })
    after(() => colleague({ archiveAfterDays: 0, ...first })) // what is as everybody has it is not among the settings

    it('stands beside theirs, and the person decides', async () => {
      await begin()
      await colleague({ archiveAfterDays: 90 })
      await save()
      const versions = olga.page.getByRole('region', { name: 'Somebody else saved this meanwhile' })
      await versions.getByRole('row', { name: /90 200$/ }).waitFor()
      assert.ok(await versions.evaluate((box) => box.contains(document.activeElement)), 'the focus is where the decision is')
      await accessible(olga.page, 'two versions of settings')
      await shot(olga.page, 'resilience-settings')
      assert.equal((await stored()).settings.archiveAfterDays, 90)
      await versions.getByRole('button', { name: 'Keep mine' }).click()
      assert.notEqual(await olga.page.evaluate(() => document.activeElement?.tagName), 'BODY')
      await save()
      await olga.page.getByText('Saved.').first().waitFor()
      assert.equal((await stored()).settings.archiveAfterDays, 200)
    })

    it('is saved at the first try where a colleague changed another form', async () => {
      await begin()
      await days().fill('210')
      await colleague({}) // the same settings, another version
      await save()
      await olga.page.getByText('Saved.').first().waitFor()
      assert.equal((await stored()).settings.archiveAfterDays, 210)
    })
  })

  describe('into a template that a colleague saves meanwhile', () => {
    let olga, one
    const path = () => `/v1/templates/${one.id}`
    const stored = async () => (await call(olga.page, 'GET', '/v1/templates')).body.items.find(({ id }) => id === one.id)
    const colleague = async (change) => {
      const { id: _id, version, ...rest } = await stored()
      const { kind, name, language, text, workflow, code } = { ...rest, ...change }
      const answer = await fetch(BASE_URL + path(), {
        method: 'PUT',
        headers: { authorization: `Bearer ${await tokenOf(olga.page)}`, 'content-type': 'application/json', 'if-match': `"${version}"` },
        body: JSON.stringify({ kind, name, language, text, ...(workflow ? { workflow } : {}), ...(code ? { code } : {}) }),
      })
      assert.equal(answer.status, 200, await answer.text())
    }
    const form = () => olga.page.getByRole('dialog', { name: 'Template' })
    const words = () => form().getByRole('textbox', { name: 'Text' })
    const begin = async (text) => {
      await olga.page.goto(`${BASE_URL}/templates`)
      await olga.page.getByRole('button', { name: one.name, exact: true }).click()
      await words().fill(text)
    }
    const save = () => form().getByRole('button', { name: 'Save', exact: true }).click()
    before(async () => {
      olga = await open(browser)
      await signIn(olga.page, OLGA)
      const name = `Of two ${Date.now()}`
      const made = await call(olga.page, 'POST', '/v1/templates', { kind: 'note', name, language: 'en', text: 'First' })
      assert.ok(made.status < 300, JSON.stringify(made.body))
      one = { ...made.body, name }
    })
    after(() => call(olga.page, 'DELETE', path()))

    it('stands beside theirs, and is saved once the person has decided, without cancelling', async () => {
      await begin('Mine')
      await colleague({ text: 'Theirs' })
      await save()
      const versions = form().getByRole('region', { name: 'Somebody else saved this meanwhile' })
      await versions.getByRole('row', { name: 'Text Theirs Mine' }).waitFor()
      assert.equal((await stored()).text, 'Theirs')
      await versions.getByRole('button', { name: 'Keep mine' }).click()
      assert.notEqual(await olga.page.evaluate(() => document.activeElement?.tagName), 'BODY')
      await save()
      await form().waitFor({ state: 'detached' })
      assert.equal((await stored()).text, 'Mine')
    })

    it('is put together with what a colleague changed alone', async () => {
      await begin('Mine again')
      await colleague({ kind: 'reply' })
      await save()
      await form().getByText('Somebody else changed something meanwhile').waitFor()
      await save()
      await form().waitFor({ state: 'detached' })
      assert.deepEqual([(await stored()).text, (await stored()).kind], ['Mine again', 'reply'])
    })
  })

  describe('into an endpoint that a colleague saves meanwhile', () => {
    let olga, one
    const path = () => `/v1/webhooks/endpoints/${one.id}`
    const stored = async () => (await call(olga.page, 'GET', path())).body
    before(async () => {
      olga = await open(browser)
      await signIn(olga.page, OLGA)
      const { status, body } = await call(olga.page, 'POST', '/v1/webhooks/endpoints', {
        name: `Of two ${Date.now()}`,
        url: 'https://crm.example/of-two',
        types: [],
        filter: {},
        contact: 'crm@gba.example',
        language: 'en',
      })
      assert.ok(status < 300, JSON.stringify(body))
      one = body
    })
    after(async () => change('DELETE', await stored()))
    const change = async (method, { version }, body) => {
      const answer = await fetch(BASE_URL + path(), {
        method,
        headers: { authorization: `Bearer ${await tokenOf(olga.page)}`, 'content-type': 'application/json', 'if-match': `"${version}"` },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      assert.ok(answer.ok, await answer.text())
    }

    it('stands beside theirs, and is saved on top of what they changed alone', async () => {
      const { page } = olga
      await page.goto(`${BASE_URL}/administration/webhooks/${one.id}`)
      await page.getByRole('button', { name: 'Actions', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Edit' }).click()
      const form = page.getByRole('dialog')
      await form.getByRole('textbox', { name: 'Name of the system' }).fill('Mine')
      const { name: _name, ...was } = await stored()
      const { url, types, filter } = was
      await change('PUT', was, { name: 'Theirs', url, types, filter, contact: 'new@gba.example', language: 'de' })
      await form.getByRole('button', { name: 'Save', exact: true }).click()
      const versions = form.getByRole('region', { name: 'Somebody else saved this meanwhile' })
      await versions.getByRole('row', { name: 'Name of the system Theirs Mine' }).waitFor()
      assert.equal((await stored()).name, 'Theirs')
      await versions.getByRole('button', { name: 'Keep mine' }).click()
      await form.getByRole('button', { name: 'Save', exact: true }).click()
      await form.waitFor({ state: 'detached' })
      const now = await stored()
      assert.deepEqual([now.name, now.contact, now.language], ['Mine', 'new@gba.example', 'de'])
    })
  })

  describe('into the mapping of a CRM system that a colleague makes live meanwhile', () => {
    let olga, one
    const path = () => `/v1/crm/integrations/${one.id}`
    const stored = async () => (await call(olga.page, 'GET', `${path()}/mapping`)).body
    const send = async (method, address, version, body) => {
      const answer = await fetch(BASE_URL + address, {
        method,
        headers: { authorization: `Bearer ${await tokenOf(olga.page)}`, 'content-type': 'application/json', 'if-match': `"${version}"` },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      assert.ok(answer.ok, await answer.text())
    }
    const colleague = async (change) => {
      const { mapping, version } = await stored()
      await send('PUT', `${path()}/mapping`, version, { ...mapping, ...change(mapping) })
    }
    const found = (what) => olga.page.getByRole('textbox', { name: `Expression for ${what}`, exact: true })
    const save = () => olga.page.getByRole('button', { name: 'Make it live' }).click()
    const saved = () => olga.page.getByText(/^Version \d+ is live\./).first()
    before(async () => {
      olga = await open(browser)
      await signIn(olga.page, OLGA)
      const made = await call(olga.page, 'POST', '/v1/crm/integrations', { name: 'Of two', centre: 'GBA-DON', system: 'zendesk' })
      assert.ok(made.status < 300, JSON.stringify(made.body))
      one = made.body
    })
    after(async () => send('DELETE', path(), (await call(olga.page, 'GET', path())).body.version))

    it('stands beside theirs in words, and is live once the person has decided, with what they changed alone', async () => {
      const { page } = olga
      await page.goto(`${BASE_URL}/administration/crm/${one.id}`)
      await found('Item').fill('mine.item')
      await page.getByRole('button', { name: 'Tables' }).click()
      const table = page.getByRole('textbox', { name: 'workflows', exact: true })
      await table.fill(`${await table.inputValue()}\nBurnt = DMG`)
      await colleague(({ item, tables }) => ({
        item: { ...item, from: 'theirs.item' },
        tables: { ...tables, workflows: { ...tables.workflows, Burnt: 'CON', Soaked: 'DMG' } },
      }))
      await save()
      const versions = page.getByRole('region', { name: 'Somebody else saved this meanwhile' })
      await versions.getByRole('row', { name: /^Item Found by theirs\.item\b.* Found by mine\.item\b/ }).waitFor()
      await versions.getByRole('row', { name: 'Table workflows: “Burnt” CON DMG' }).waitFor()
      assert.equal(await versions.getByRole('row').count(), 3, 'what they changed alone is no matter')
      assert.ok(await versions.evaluate((box) => box.contains(document.activeElement)), 'the focus is where the decision is')
      await accessible(page, 'two versions of a mapping')
      await shot(page, 'resilience-mapping')
      assert.equal((await stored()).mapping.item.from, 'theirs.item')
      await versions.getByRole('button', { name: 'Keep mine' }).click()
      assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'BODY')
      assert.match(await table.inputValue(), /^Soaked = DMG$/m)
      await save()
      await saved().waitFor()
      const { item, tables } = (await stored()).mapping
      assert.deepEqual([item.from, tables.workflows.Burnt, tables.workflows.Soaked], ['mine.item', 'DMG', 'DMG'])
    })

    it('takes theirs when the person says so, and stands in the form', async () => {
      const { page } = olga
      await page.goto(`${BASE_URL}/administration/crm/${one.id}`)
      await found('Item').fill('mine.again')
      await colleague(({ item }) => ({ item: { ...item, from: 'theirs.again' } }))
      await save()
      await page.getByRole('button', { name: 'Take theirs' }).click()
      assert.equal(await found('Item').inputValue(), 'theirs.again')
      await page.getByText('Not live yet').waitFor({ state: 'detached' })
    })

    it('is told what they changed alone, and is live at the second try', async () => {
      const { page } = olga
      await page.goto(`${BASE_URL}/administration/crm/${one.id}`)
      await found('Item').fill('mine.alone')
      await colleague(({ case: was }) => ({ case: { ...was, otherwise: 'theirs' } }))
      await save()
      await page.getByText('It stands in the form now: Case in the system.').waitFor()
      await save()
      await saved().waitFor()
      const { mapping } = await stored()
      assert.deepEqual([mapping.item.from, mapping.case.otherwise], ['mine.alone', 'theirs'])
    })
  })

  describe('into what is changed in a dialog and a colleague changes meanwhile', () => {
    let olga
    before(async () => {
      olga = await open(browser)
      await signIn(olga.page, OLGA)
    })
    const send = async (method, path, version, body) => {
      const answer = await fetch(BASE_URL + path, {
        method,
        headers: { authorization: `Bearer ${await tokenOf(olga.page)}`, 'content-type': 'application/json', 'if-match': `"${version}"` },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      assert.ok(answer.ok, await answer.text())
    }

    it('a list: stands beside theirs, and is saved on top of what they changed alone', async () => {
      const { page } = olga
      const made = await call(page, 'POST', '/v1/lists', { name: `Of two ${Date.now()}`, note: '', shared: 'operator' })
      assert.ok(made.status < 300, JSON.stringify(made.body))
      const path = `/v1/lists/${made.body.id}`
      const stored = async () => (await call(page, 'GET', path)).body
      await page.goto(`${BASE_URL}/lists/${made.body.id}`)
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Change' }).click()
      const form = page.getByRole('dialog')
      await form.getByRole('textbox', { name: 'Name' }).fill('Mine')
      await send('PATCH', path, (await stored()).version, { name: 'Theirs', note: 'Ask on Monday' })
      await form.getByRole('button', { name: 'Save', exact: true }).click()
      const versions = form.getByRole('region', { name: 'Somebody else saved this meanwhile' })
      await versions.getByRole('row', { name: 'Name Theirs Mine' }).waitFor()
      await versions.getByRole('button', { name: 'Keep mine' }).click()
      await form.getByRole('button', { name: 'Save', exact: true }).click()
      await form.waitFor({ state: 'detached' })
      const now = await stored()
      assert.deepEqual([now.name, now.note], ['Mine', 'Ask on Monday'])
      await send('DELETE', path, now.version)
    })

    it('an invitation: stands beside theirs; and where it was withdrawn, that is said', async () => {
      const { page } = olga
      const name = `Guest ${Date.now()}`
      const made = await call(page, 'POST', '/v1/agents/invitations', {
        email: `of-two-${Date.now()}@gba.example`,
        name,
        language: 'en',
        callCentres: ['GBA-DON'],
        roles: ['agent'],
      })
      assert.ok(made.status < 300, JSON.stringify(made.body))
      const path = `/v1/agents/invitations/${made.body.id}`
      const stored = async () => (await call(page, 'GET', '/v1/agents/invitations')).body.items.find(({ id }) => id === made.body.id)
      await page.goto(`${BASE_URL}/administration/people`)
      const change = async (to) => {
        await page.getByRole('button', { name: `What to do with the invitation of ${(await stored()).name}` }).click()
        await page.getByRole('menuitem', { name: 'Change' }).click()
        await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(to)
      }
      const save = () => page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
      await change(`${name} of mine`)
      await send('PATCH', path, (await stored()).version, { name: `${name} of theirs`, language: 'de' })
      await save()
      const versions = page.getByRole('dialog').getByRole('region', { name: 'Somebody else saved this meanwhile' })
      await versions.getByRole('row', { name: `Name ${name} of theirs ${name} of mine` }).waitFor()
      await versions.getByRole('button', { name: 'Keep mine' }).click()
      await save()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      assert.deepEqual([(await stored()).name, (await stored()).language], [`${name} of mine`, 'de'])
      await change(`${name} again`)
      await send('DELETE', path, (await stored()).version)
      await save()
      await page.getByRole('dialog').getByText('The invitation was withdrawn.').waitFor()
    })
  })

  describe('and not sent', () => {
    const NOTE = 'The addressee is away until Monday'
    let address
    const noteIn = async (page) => {
      await page.goto(address)
      await page.getByRole('heading', { name: 'Question and answer' }).waitFor()
      await page.keyboard.press('i')
      return page.getByRole('textbox', { name: 'Note' })
    }
    const inAnotherWindow = async () => {
      const page = await ana.context.newPage()
      page.setDefaultTimeout(20_000)
      return page
    }
    before(async () => {
      const { body } = await call(ana.page, 'GET', '/v1/folders/waiting')
      assert.ok(body.items[0], 'No folder has an inquiry: is the stack seeded?')
      address = `${BASE_URL}/inquiries/${body.items[0].id}`
    })

    it('is there again when the window was closed, which asks nothing', async () => {
      const closed = await inAnotherWindow()
      const asked = []
      closed.on('dialog', (dialog) => [asked.push(dialog.type()), void dialog.accept()])
      await (await noteIn(closed)).fill(NOTE)
      await Promise.all([closed.waitForEvent('close'), closed.close({ runBeforeUnload: true })])
      assert.deepEqual(asked, [])
      const again = await inAnotherWindow()
      assert.equal(await (await noteIn(again)).inputValue(), NOTE)
      await again.close()
    })

    it('is the same in two windows, and gone from both once it is sent', async () => {
      const [first, second] = [await inAnotherWindow(), await inAnotherWindow()]
      const here = await noteIn(first)
      const there = await noteIn(second)
      await here.fill('From the first')
      await until('the second window', async () => (await there.inputValue()) === 'From the first')
      await there.pressSequentially(', from the second')
      await until('the first window', async () => (await here.inputValue()) === 'From the first, from the second')
      await second.keyboard.press('Control+Enter')
      await until('both are empty', async () => (await here.inputValue()) === '' && (await there.inputValue()) === '')
      await Promise.all([first.close(), second.close()])
    })
  })

  describe('and sent without a connection', () => {
    const lose = async (path) => {
      const keys = []
      await ana.page.route(path, async (route) => {
        if (route.request().method() === 'GET') return route.continue()
        keys.push(route.request().headers()['idempotency-key'])
        if (keys.length === 1) await route.fetch() // it arrives, and its answer is lost
        await route.abort('connectionfailed').catch(() => undefined)
      })
      return {
        back: async () => {
          await ana.page.unroute(path)
          await ana.page.evaluate(() => window.dispatchEvent(new Event('online')))
        },
        once: () => assert.equal(new Set(keys).size, 1, 'every try is the same step'),
      }
    }
    const waits = () => ana.page.getByText(/is not sent yet: no connection/).first()

    it('a question is kept, also on other pages, and raised once when it is back', async () => {
      const item = (await onMock()) ? 'CC100000290GB' : await askable(ana.page)
      const drafts = async () => (await call(ana.page, 'GET', '/v1/folders/drafts')).body.items.filter((one) => one.itemId === item).length
      const before = await drafts()
      await ana.page.goto(`${BASE_URL}/items/${item}/ask?workflow=WII`)
      await write(ana.page, 'contents', 'A green scarf')
      const line = await lose('**/v1/inquiries')
      await ana.page.getByRole('button', { name: 'Save as draft' }).click()
      await waits().waitFor()
      assert.notEqual(await ana.page.evaluate(() => document.activeElement?.tagName), 'BODY')
      await shot(ana.page, 'resilience-question-waits', false)
      await ana.page
        .getByRole('link', { name: /^Drafts/ })
        .first()
        .click()
      await ana.page.getByRole('heading', { level: 1, name: 'Drafts' }).waitFor()
      await waits().waitFor()
      await line.back()
      await ana.page
        .getByText(/The step on .* was taken/)
        .first()
        .waitFor()
      line.once()
      assert.equal(await drafts(), before + 1)
    })

    it('a note is kept beside the answer, and added once when it is back', async () => {
      const { folder } = await (async () => {
        for (const name of ['waiting', 'toRead', 'toDo']) {
          const { body } = await call(ana.page, 'GET', `/v1/folders/${name}`)
          if (body.items[0]) return { folder: body.items[0] }
        }
        throw new Error('No folder has an inquiry: is the stack seeded?')
      })()
      const notes = async () =>
        (await call(ana.page, 'GET', `/v1/inquiries/${folder.id}`)).body.history.filter((one) => one.kind === 'noted')
      const before = (await notes()).length
      await ana.page.goto(`${BASE_URL}/inquiries/${folder.id}`)
      await ana.page.getByRole('heading', { name: 'Question and answer' }).waitFor()
      await ana.page.keyboard.press('i')
      await ana.page.keyboard.type('The sender called again')
      const line = await lose('**/v1/inquiries/*/notes')
      await ana.page.keyboard.press('Control+Enter')
      await waits().waitFor()
      await line.back()
      await until('the note', async () => (await notes()).length > before)
      await waits().waitFor({ state: 'detached' })
      line.once()
      assert.equal((await notes()).length, before + 1)
    })
  })

  it('a step of one click that is refused says why, beside its button, and aloud', async () => {
    const { body } = await call(ana.page, 'GET', '/v1/folders/waiting')
    const free = body.items.find((one) => !one.assignee) ?? body.items[0]
    await ana.page.route('**/v1/inquiries/*/assign', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'https://whereabouts.post/problems/assigned-to-another',
          status: 409,
          detail: 'Somebody else works on it.',
        }),
      }),
    )
    await ana.page.goto(`${BASE_URL}/inquiries/${free.id}`)
    await ana.page.getByRole('heading', { name: 'Question and answer' }).waitFor()
    await ana.page
      .getByRole('button', { name: /^(Take it|Release it)$/ })
      .first()
      .click()
    await ana.page.getByRole('alert').getByText('A colleague is working on this.').waitFor()
    await accessible(ana.page, 'a step that was refused')
    await shot(ana.page, 'resilience-refused', false)
    await ana.page.unroute('**/v1/inquiries/*/assign')
  })

  it('nothing went wrong in the browser', () => {
    assert.deepEqual(
      ana.complaints.filter((one) => !/status of (401|404|409|422)|ERR_(CONNECTION|INTERNET)/.test(one)),
      [],
    )
  })
})
