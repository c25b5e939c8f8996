import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answer, client } from './client'
import { keys } from './keys'
import { pollEvery } from './polling'

/** Figures follow the event by half a minute at most, and no line calls for them: with this they are on the page within a minute. */
const FRESH_MS = 30_000
const whileShown = { refetchInterval: () => Math.min(pollEvery(), FRESH_MS), placeholderData: keepPreviousData }

/** A call centre's day, a date on its own calendar. */
export function useDay(centre: string, day: string) {
  return useQuery({
    queryKey: [...keys.running, 'day', centre, day],
    queryFn: () => answer(client.GET('/v1/insights/days/{day}', { params: { path: { day }, query: { centre } } })),
    enabled: centre !== '' && day !== '',
    ...whileShown,
  })
}

/** An operator's month, with the one before. */
export function useMonth(operator: string, month: string) {
  return useQuery({
    queryKey: [...keys.running, 'month', operator, month],
    queryFn: () => answer(client.GET('/v1/insights/months/{month}', { params: { path: { month }, query: { operator } } })),
    enabled: operator !== '',
    ...whileShown,
  })
}

export function useNetwork(month: string) {
  return useQuery({
    queryKey: [...keys.running, 'network', month],
    queryFn: () => answer(client.GET('/v1/insights/network/{month}', { params: { path: { month } } })),
    ...whileShown,
  })
}
