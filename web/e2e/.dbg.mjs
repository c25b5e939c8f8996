import { launch, open, signIn, BASE_URL } from '/work/main/web/e2e/browser.mjs'
import { call, freshItem, track } from '/work/main/web/e2e/exchange.mjs'
import { fillRequest } from '/work/main/web/e2e/forms.mjs'
import { ANA, BRUNO } from '/work/main/web/e2e/people.mjs'
const b=await launch(); const a=await open(b); await signIn(a.page,ANA); const item=freshItem()
await track(a.page,item,[{ code: 'EMA', hours: 260, office: 'GBLALA', weightG: 1200 },{ code: 'EMC', hours: 240, office: 'GBLALA', nextOffice: 'DEFRAA' }])
await a.page.goto(`${BASE_URL}/items/${item}/ask`); await a.page.getByRole('button',{name:/^Send to/}).click(); await a.page.getByText('Look at these fields').waitFor(); await fillRequest(a.page); await a.page.locator('[data-field=remark] textarea').fill('The neighbour has seen no parcel either.'); await a.page.getByRole('button',{name:/^Send to/}).click(); await a.page.waitForTimeout(4000)
console.log(a.page.url(), a.complaints); await a.page.screenshot({path:'/tmp/w/shots/dbg.png',fullPage:true}); await b.close()
