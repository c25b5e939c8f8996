import Alert from '@cloudscape-design/components/alert'
import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSpec } from '../../api/reference'
import { useFollow } from '../../app/follow'
import {
  byTag,
  curlOf,
  exampleText,
  matches,
  mediaOf,
  type Operation,
  operationsOf,
  type ResponseSpec,
  responseOf,
  rowsOf,
  type Schema,
  type Spec,
  typeOf,
} from '../../logic/openapi'
import { Loading } from '../../parts/Loading'
import { ProblemAlert } from '../../parts/ProblemAlert'
import { usePageTitle } from '../../parts/usePageTitle'
import NotFoundPage from '../other/NotFoundPage'
import { Code } from './Code'
import { Wide } from './Guide'

/** Every operation of the API, out of its own description: a list that can be searched, and a page for each. */
export function Reference({ id }: { id?: string }) {
  const spec = useSpec()
  if (spec.error) return <ProblemAlert error={spec.error} />
  if (!spec.data) return <Loading />
  const one = id === undefined ? undefined : operationsOf(spec.data).find((other) => other.operationId === id)
  if (one) return <OperationPage spec={spec.data} one={one} />
  return id === undefined ? <Contents spec={spec.data} /> : <NotFoundPage />
}

function Method({ one }: { one: Operation }) {
  return <Badge color={one.method === 'GET' ? 'blue' : one.method === 'DELETE' ? 'red' : 'green'}>{one.method}</Badge>
}

function Contents({ spec }: { spec: Spec }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const [question, setQuestion] = useState('')
  usePageTitle(t('developers.reference'))
  const groups = byTag(spec, (one) => matches(one, question.trim()))
  const count = groups.reduce((sum, group) => sum + group.operations.length, 0)
  return (
    <div className="wa-doc">
      <h1>{t('developers.reference')}</h1>
      <p>
        {t('developers.referenceAbout')}{' '}
        <Link href="/v1/openapi.json" external>
          openapi.json
        </Link>
      </p>
      <Input
        type="search"
        value={question}
        placeholder={t('developers.search')}
        ariaLabel={t('developers.search')}
        onChange={({ detail }) => setQuestion(detail.value)}
      />
      <p className="wa-hidden" role="status">
        {t('developers.found', { count })}
      </p>
      {count === 0 && <Alert type="info">{t('developers.none')}</Alert>}
      {groups.map((group) => (
        <section key={group.name} aria-label={group.name}>
          <h2>{group.name}</h2>
          <div lang="en">
            <p>{group.description}</p>
            <ul className="wa-doc-operations">
              {group.operations.map((one) => (
                <li key={one.operationId}>
                  <Method one={one} />
                  <Link href={`/developers/reference/${one.operationId}`} onFollow={follow}>
                    {one.summary ?? one.operationId}
                  </Link>
                  <code>{one.path}</code>
                </li>
              ))}
            </ul>
          </div>
        </section>
      ))}
    </div>
  )
}

function OperationPage({ spec, one }: { spec: Spec; one: Operation }) {
  const { t } = useTranslation()
  usePageTitle(one.summary ?? one.operationId)
  const body = mediaOf(one.requestBody?.content)
  const answers = Object.entries(one.responses).sort(([a], [b]) => a.localeCompare(b))
  const good = answers.filter(([status]) => status < '4')
  const refused = answers.filter(([status]) => status >= '4')
  const scopes = one['x-scope'] ?? []
  return (
    <div className="wa-doc">
      <h1 lang="en">{one.summary ?? one.operationId}</h1>
      <p className="wa-doc-address">
        <Method one={one} /> <code>{one.path}</code>
      </p>
      {one.description && <p lang="en">{one.description}</p>}
      <p>
        {one.security?.length === 0
          ? t('developers.public')
          : scopes.includes('people') || scopes.length === 0
            ? t('developers.people')
            : scopes.includes('any')
              ? t('developers.anyKey')
              : t('developers.scopes', { scopes: scopes.join(', ') })}
      </p>
      <Code text={curlOf(one)} />
      {(one.parameters?.length ?? 0) > 0 && (
        <>
          <h2>{t('developers.parameters')}</h2>
          <Wide>
            <thead>
              <tr>
                <th scope="col">{t('developers.name')}</th>
                <th scope="col">{t('developers.where')}</th>
                <th scope="col">{t('developers.type')}</th>
                <th scope="col">{t('developers.meaning')}</th>
              </tr>
            </thead>
            <tbody>
              {one.parameters?.map((parameter) => (
                <tr key={`${parameter.in} ${parameter.name}`}>
                  <td>
                    <code>{parameter.name}</code> {parameter.required && <Required />}
                  </td>
                  <td>{t(`developers.in.${parameter.in}` as 'developers.in.path', { defaultValue: parameter.in })}</td>
                  <td lang="en">{typeOf(spec, parameter.schema)}</td>
                  <td lang="en">
                    {parameter.description}
                    <Values of={parameter.schema?.enum?.map(String) ?? []} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Wide>
        </>
      )}
      {body && (
        <>
          <h2>{t('developers.body')}</h2>
          <Body spec={spec} schema={body.schema} example={exampleText(body)} kind={body.kind} />
        </>
      )}
      <h2>{t('developers.answers')}</h2>
      <SpaceBetween size="m">
        {good.map(([status, response]) => (
          <Answer key={status} spec={spec} status={status} response={responseOf(spec, response)} open />
        ))}
        {refused.map(([status, response]) => (
          <Answer key={status} spec={spec} status={status} response={responseOf(spec, response)} />
        ))}
      </SpaceBetween>
    </div>
  )
}

function Answer({ spec, status, response, open = false }: { spec: Spec; status: string; response: ResponseSpec; open?: boolean }) {
  const { t } = useTranslation()
  const media = mediaOf(response.content)
  const name = status === 'default' ? t('developers.otherwise') : status
  if (!media)
    return (
      <Box>
        <strong>{name}</strong> <span lang="en">{response.description}</span>
      </Box>
    )
  return (
    <ExpandableSection headerText={`${name} · ${response.description ?? ''}`} headingTagOverride="h3" defaultExpanded={open}>
      <Body spec={spec} schema={media.schema} example={exampleText(media)} kind={media.kind} />
    </ExpandableSection>
  )
}

/** A body: how it looks, and what its members mean. */
function Body({ spec, schema, example, kind }: { spec: Spec; schema?: Schema; example: string; kind: string }) {
  const { t } = useTranslation()
  const rows = rowsOf(spec, schema)
  const shown = [
    ...(example ? [{ id: 'example', label: t('developers.example'), content: <Code text={example} /> }] : []),
    ...(rows.length > 0
      ? [
          {
            id: 'members',
            label: t('developers.members'),
            content: (
              <Wide>
                <thead>
                  <tr>
                    <th scope="col">{t('developers.name')}</th>
                    <th scope="col">{t('developers.type')}</th>
                    <th scope="col">{t('developers.meaning')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: members of different parts have the same name
                    <tr key={index}>
                      <td className={`wa-doc-depth-${row.depth}`}>
                        <code>{row.name}</code> {row.required && <Required />}
                      </td>
                      <td lang="en">{row.type}</td>
                      <td lang="en">
                        {row.description}
                        <Values of={row.values} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Wide>
            ),
          },
        ]
      : []),
  ]
  if (shown.length === 0) return <Box>{kind}</Box>
  return <Tabs tabs={shown} ariaLabel={kind} />
}

function Required() {
  const { t } = useTranslation()
  return <span className="wa-doc-required">{t('developers.required')}</span>
}

function Values({ of }: { of: string[] }) {
  if (of.length === 0) return null
  return (
    <span className="wa-doc-values">
      {of.map((value) => (
        <code key={value}>{value}</code>
      ))}
    </span>
  )
}
