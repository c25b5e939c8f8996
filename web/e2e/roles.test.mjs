// What each of the other roles finds when they sign in, and what they don't.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { BASE_URL, identify, launch, open, shot, signIn } from './browser.mjs'
import { call } from './exchange.mjs'
import { ANA, NILS, NORA, OLGA, SAM } from './people.mjs'

describe('the other roles', () => {
  let browser
  before(async () => {
    browser = await launch()
  })
  after(() => browser?.close())

  it('a supervisor sees every folder, the undeliverable ones included, and the reports', async () => {
    const { page, close } = await open(browser)
    await signIn(page, SAM)
    await page.getByRole('link', { name: 'Not deliverable' }).click()
    await page.getByRole('heading', { level: 1, name: /Not deliverable/ }).waitFor()
    await page.getByRole('link', { name: 'Reports', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor()
    await shot(page, 'role-supervisor')
    await close()
  })

  it('a supervisor gives what nobody has to somebody, who has it then', async () => {
    const { page, close } = await open(browser, { width: 1400 })
    await signIn(page, SAM, '/team')
    await page.getByRole('button', { name: 'Show the work of With nobody' }).click()
    const box = page.getByRole('checkbox', { name: /^Choose [A-Z]{2}/ }).first()
    await box.check()
    const id = await page.locator('tr:has(input:checked) [data-row]').first().getAttribute('data-row')
    await page.getByRole('button', { name: 'Give it to somebody' }).click()
    await page.getByRole('menuitem', { name: /^Ana / }).click()
    await page.getByText('Done for 1 inquiry.').first().waitFor()
    assert.match((await call(page, 'GET', `/v1/inquiries/${id}`)).body.assignee?.name ?? '', /^Ana /)
    await shot(page, 'role-supervisor-team')
    await close()
  })

  it('a supervisor writes a template, changes it, and deletes it', async () => {
    const { page, close } = await open(browser)
    await signIn(page, SAM, '/templates')
    const name = `Story ${Date.now()}`
    await page.getByRole('button', { name: 'Add a template' }).first().click()
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Name' }).fill(name)
    await form.getByRole('textbox', { name: 'Text' }).fill('Thank you. We look for it.')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByText(`“${name}” was saved.`).first().waitFor()
    await page.getByRole('button', { name, exact: true }).click()
    await form.getByRole('textbox', { name: 'Text' }).fill('Thank you. We have found it.')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: new RegExp(`${name}.*We have found it`) }).waitFor()
    await page.getByRole('button', { name: `Delete ${name}` }).click()
    await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' })
    await close()
  })

  it('an operator administrator sees the work of the post without taking part in it', async () => {
    const { page, close } = await open(browser)
    await signIn(page, OLGA)
    await page.goto(`${BASE_URL}/inquiries/${await anyInquiry(page)}`)
    await page.getByText('Question and answer').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Send the answer' }).count(), 0)
    assert.equal(await page.getByRole('button', { name: 'Close the inquiry' }).count(), 0)
    await page.getByRole('link', { name: 'Partners', exact: true }).click()
    await page.getByRole('searchbox', { name: 'Find a post' }).fill('japan osaka')
    await page.getByRole('link', { name: 'Osaka' }).click()
    await page.getByText('Asia/Tokyo').waitFor()
    await shot(page, 'role-operator-administrator')
    await close()
  })

  it('an operator administrator sees what other opening hours would change, before saving them', async () => {
    const { page, close } = await open(browser)
    await signIn(page, OLGA, '/administration/call-centres/GBA-DON')
    await page.getByRole('textbox', { name: 'Wednesday' }).fill('08:00-12:00')
    await page.getByRole('button', { name: 'Look before saving' }).click()
    await page.getByText(/looked at\./).waitFor()
    await page.getByRole('button', { name: 'Undo my changes' }).click()
    assert.equal(await page.getByRole('button', { name: 'Save' }).isDisabled(), true)
    await close()
  })

  it('an operator administrator saves other opening hours after a look, and puts them back', async () => {
    const { page, close } = await open(browser)
    await signIn(page, OLGA, '/administration/call-centres/GBA-DON')
    const wednesday = page.getByRole('textbox', { name: 'Wednesday' })
    const before = await wednesday.inputValue()
    for (const hours of ['08:00–12:00', before]) {
      await wednesday.fill(hours)
      await page.getByRole('button', { name: 'Look before saving' }).click()
      await page.getByText(/looked at\./).waitFor()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page
        .getByText(/^Saved\. New due times follow it/)
        .first()
        .waitFor()
      await page.reload()
      await wednesday.waitFor()
      assert.equal(await wednesday.inputValue(), hours)
    }
    await close()
  })

  it('an operator administrator puts a hand-over rule first, and takes it away again', async () => {
    const { page, close } = await open(browser, { width: 1400 })
    await signIn(page, OLGA, '/administration/post')
    await page
      .getByRole('heading', { name: 'Who takes what' })
      .or(page.getByRole('tab', { name: 'Who takes what' }))
      .first()
      .waitFor()
    const rules = page.getByRole('heading', { name: /^Rule \d+$/ })
    await page.getByRole('button', { name: 'Add a rule' }).waitFor()
    const before = await rules.count()
    const save = page.getByRole('button', { name: 'Save', exact: true })
    await page.getByRole('button', { name: 'Add a rule' }).click()
    assert.equal(await save.isDisabled(), true) // a rule leads somewhere
    await page.getByRole('button', { name: 'Goes to' }).last().click()
    await page.getByRole('option').first().click()
    for (let place = before + 1; place > 1; place--) await page.getByRole('button', { name: `Move rule ${place} up` }).click()
    for (const [count, then] of [
      [before + 1, () => page.getByRole('button', { name: 'Remove rule 1', exact: true }).click()],
      [before, () => undefined],
    ]) {
      await save.click()
      await page
        .getByText(/^Saved\./)
        .first()
        .waitFor()
      await page.reload()
      await page.getByRole('button', { name: 'Add a rule' }).waitFor()
      assert.equal(await rules.count(), count)
      await then()
    }
    await close()
  })

  it('an operator administrator lets somebody administer the post, and takes that back', async () => {
    const { page, close } = await open(browser)
    await signIn(page, OLGA, '/administration/people')
    const row = page.getByRole('row', { name: /^Sam / })
    for (const administers of [true, false]) {
      await row.getByRole('button', { name: /^Change Sam / }).click()
      const form = page.getByRole('dialog', { name: /^Change Sam / })
      const box = form.getByRole('checkbox', { name: 'Operator administrator' })
      assert.equal(await box.isChecked(), !administers)
      await box.setChecked(administers)
      await form.getByRole('button', { name: 'Save', exact: true }).click()
      await form.waitFor({ state: 'detached' })
      await row.getByText('Operator administrator').waitFor({ state: administers ? 'visible' : 'detached' })
    }
    await close()
  })

  it('an operator administrator has a person’s data exported, and sees who looked', async () => {
    const { page, close } = await open(browser)
    await signIn(page, OLGA, '/administration/personal-data')
    const id = await anyInquiry(page)
    const { body } = await call(page, 'GET', `/v1/inquiries/${id}`)
    await page.getByRole('searchbox', { name: 'Name, reference or item number' }).fill(body.itemId)
    await page.getByRole('button', { name: 'Find', exact: true }).click()
    await page
      .getByRole('checkbox', { name: /^Choose [A-Z]{2}/ })
      .first()
      .check()
    await page.getByRole('button', { name: 'Export their data…' }).click()
    const reference = `E2E-${Date.now()}`
    await page.getByRole('textbox', { name: 'Reference of your file' }).fill('Mrs Smith')
    await page.getByText('Never a name.').last().waitFor()
    await page.getByRole('textbox', { name: 'Reference of your file' }).fill(reference)
    await page.getByRole('checkbox', { name: 'I have made sure' }).check()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('button', { name: `Download the export ${reference}` }).waitFor()
    await shot(page, 'personal-data')
    await page.goto(`${BASE_URL}/inquiries/${id}`)
    await page.getByRole('button', { name: 'Who looked' }).click()
    await page.getByText('a match of a search for a person').first().waitFor()
    await close()
  })

  it('an operator administrator makes a key for a system, is shown it once, and revokes it', async () => {
    const { page, close } = await open(browser)
    await signIn(page, OLGA, '/administration/machine-access')
    const name = `Story ${Date.now()}`
    await page.getByRole('button', { name: 'Make a key' }).first().click()
    const form = page.getByRole('dialog', { name: 'Make a key' })
    await form.getByRole('textbox', { name: 'Name of the system' }).fill(name)
    await form.getByRole('textbox', { name: 'Mail address' }).fill('edi@gba.example')
    await form.getByRole('checkbox', { name: 'Ask' }).check()
    assert.equal(await form.getByRole('button', { name: 'Make the key' }).isDisabled(), true) // for no call centre nobody asks
    await form.getByRole('button', { name: 'Call centre for which it acts' }).click()
    await page.getByRole('option').first().click()
    await form.getByRole('button', { name: 'Make the key' }).click()
    const shown = page.getByRole('dialog', { name: `The key of ${name}` })
    const key = await shown.locator('code').textContent()
    assert.match(key ?? '', /^wpk_[a-z2-7]{10}_/)
    await shown.getByRole('checkbox').check()
    await shown.getByRole('button', { name: 'Done' }).last().click()
    await page.getByText(key?.slice(0, 15) ?? '').waitFor()
    assert.equal((await page.content()).includes(key ?? ''), false)
    await page.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
    await page.getByText(`The key of ${name} is revoked.`).first().waitFor()
    await close()
  })

  it('an operator administrator invites somebody, sees that they are waited for, and withdraws it', async () => {
    const { page, close } = await open(browser)
    await signIn(page, OLGA, '/administration/people')
    const name = `Guest ${Date.now()}`
    await page.getByRole('button', { name: 'Invite a person' }).first().click()
    const form = page.getByRole('dialog', { name: 'Invite a person' })
    await form.getByRole('textbox', { name: 'Name' }).fill(name)
    await form.getByRole('textbox', { name: 'Mail address' }).fill(ANA)
    await form.getByRole('checkbox', { name: 'Agent' }).uncheck()
    assert.equal(await form.getByRole('button', { name: 'Invite', exact: true }).isDisabled(), true) // nobody comes in to do nothing
    await form.getByRole('checkbox', { name: 'Operator administrator' }).check()
    await form.getByRole('button', { name: 'Invite', exact: true }).click()
    await form.getByText('Somebody with this address works for your post already.').waitFor()
    await form.getByRole('textbox', { name: 'Mail address' }).fill(`guest-${Date.now()}@gba.example`)
    await form.getByRole('button', { name: 'Invite', exact: true }).click()
    await page.getByText(`${name} is invited.`).first().waitFor()
    const row = page.getByRole('row', { name: new RegExp(name) })
    await row.getByText('Waiting').waitFor()
    await row.getByRole('button', { name: `What to do with the invitation of ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Withdraw' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click()
    await row.getByText('Withdrawn').waitFor()
    await shot(page, 'role-invitations')
    await close()
  })

  it('whom nobody has invited reads why they see nothing, and is not asked to sign in again', async () => {
    const { page, close } = await open(browser)
    await identify(page, NORA)
    await page.getByText(/no post has invited the address/).waitFor()
    assert.equal(await page.getByRole('dialog', { name: 'Your session has ended' }).count(), 0)
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    await close()
  })

  it('an agent finds no administration, not even by its address', async () => {
    const { page, close } = await open(browser)
    await signIn(page, ANA, '/administration/post')
    await page.getByRole('heading', { name: 'This is somebody else’s work' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Your post' }).count(), 0)
    await close()
  })

  it('a supervisor narrows a folder and the address keeps it', async () => {
    const { page, close } = await open(browser)
    await signIn(page, SAM, '/folders/waiting')
    await page.getByRole('button', { name: 'Narrow' }).click()
    await page.getByRole('button', { name: /^Agent/ }).click()
    await page.getByRole('option', { name: 'Nobody’s yet' }).click()
    await page.waitForURL((url) => url.searchParams.get('agent') === 'none')
    await page.getByRole('button', { name: 'Show everything' }).first().click()
    await page.waitForURL((url) => url.search === '')
    await close()
  })

  it('a network administrator reads in words what a release of the catalogue changed', async () => {
    const { page, close } = await open(browser)
    await signIn(page, NILS, '/catalogue')
    await page.getByText('In force', { exact: true }).waitFor()
    await page.getByRole('heading', { name: 'Differences' }).waitFor()
    await page
      .getByRole('rowheader', { name: /Question|Product|Answer/ })
      .first()
      .waitFor()
    await close()
  })

  it('a network administrator starts with the reports and has no folders', async () => {
    const { page, close } = await open(browser)
    await signIn(page, NILS)
    await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'To answer' }).count(), 0)
    await shot(page, 'role-network-administrator')
    await close()
  })

  it('a network administrator opens a post’s month, goes from a figure to what made it, and has letters about reports', async () => {
    const { page, close } = await open(browser)
    await signIn(page, NILS, '/reports?operator=GBA')
    await page.getByRole('table', { name: 'Reports' }).getByRole('link').first().click()
    await page.getByText('Royal Mail').first().waitFor()
    const month = page.url()
    await page.locator('.wa-target a').first().click() // a post that was asked nothing yet has figures as the one who asks
    await page.waitForURL('**/insights/explore?*')
    await page.getByText('Single inquiries are shown to the posts that take part in them.').waitFor()
    await page.goto(month)
    await page.getByRole('link', { name: 'Reports', exact: true }).last().click()
    await page.waitForURL('**/reports?operator=GBA')
    const letters = page.getByRole('checkbox', { name: /^Write to me|^You get a letter/ })
    await letters.click()
    await page.getByText('You get a letter about each new version').waitFor()
    await letters.click()
    await page.getByText('Write to me', { exact: true }).waitFor()
    await close()
  })

  it('a network administrator revokes a key of a post that has lost it', async () => {
    const { page, close } = await open(browser)
    const olga = await open(browser)
    await signIn(olga.page, OLGA)
    const name = `Lost ${Date.now()}`
    const { status } = await call(olga.page, 'POST', '/v1/keys', { name, contact: 'edi@gba.example', scopes: ['track'] })
    assert.equal(status, 201)
    await olga.close()
    await signIn(page, NILS, '/administration/machine-access?operator=GBA')
    await page.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
    await page.getByText(`The key of ${name} is revoked.`).waitFor()
    await close()
  })

  it('a menu opened while the first page still loads stays open', async () => {
    const { page, close } = await open(browser)
    let arrive = () => {}
    const arrived = new Promise((resolve) => {
      arrive = resolve
    })
    await page.route(/FolderPage[^/]*$/, async (route) => {
      await arrived
      await route.continue()
    })
    await signIn(page, SAM)
    await page.getByRole('button', { name: /Signed in as/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
    arrive()
    await page.getByRole('heading', { level: 1, name: 'To answer' }).waitFor()
    assert.ok(await page.getByRole('menuitem', { name: 'Sign out' }).isVisible())
    await close()
  })

  it('signing out ends at the door, and the pages are closed', async () => {
    const { page, close } = await open(browser)
    await signIn(page, SAM)
    await page.getByRole('button', { name: /Signed in as/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.goto(`${BASE_URL}/folders/toDo`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await close()
  })
})

/** The id of an inquiry of the caller's call centre, wherever it stands: the clock of the stack may have moved. */
async function anyInquiry(page) {
  for (const folder of ['waiting', 'overdueByPartner', 'toRead', 'returned', 'closed']) {
    const { body } = await call(page, 'GET', `/v1/folders/${folder}`)
    if (body.items?.[0]) return body.items[0].id
  }
  throw new Error('The call centre has no inquiry: is the stack seeded?')
}
