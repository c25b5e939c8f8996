import { useTranslation } from 'react-i18next'
import type { Attempt, Endpoint } from '../../../api/webhooks'
import { webhooks } from '../../../i18n/webhooks'
import { kindOf } from '../../../logic/webhooks'

type Kind = keyof typeof webhooks.webhooks.type
type Failure = keyof typeof webhooks.webhooks.failure

/** A type of change in words; one that these pages do not know yet is shown as it is. */
export function useTypeWords(): (type: string) => string {
  const { t } = useTranslation()
  return (type) => (kindOf(type) in webhooks.webhooks.type ? t(`webhooks.type.${kindOf(type) as Kind}`) : type)
}

/** What an attempt came to, in words. */
export function useAttemptWords(): (attempt: Attempt) => string {
  const { t } = useTranslation()
  return ({ failure, status }) => (failure ? t(`webhooks.failure.${failure as Failure}`, { status: status ?? '' }) : String(status ?? ''))
}

export const LIGHT = { active: 'success', open: 'warning', disabled: 'stopped' } as const
export const DELIVERY_LIGHT = { waiting: 'pending', failed: 'error', delivered: 'success' } as const

export type EndpointState = keyof typeof LIGHT
export const stateOf = (endpoint: Endpoint): EndpointState => endpoint.state as EndpointState
