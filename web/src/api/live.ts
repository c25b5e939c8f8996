import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { retryAfter } from '../logic/liveRetry'
import { credentialsToken } from './client'
import { keys } from './keys'
import { liveIs } from './polling'

/** What the other end says: only where to look again, never what is there. */
interface Look {
  look?: string[]
  inquiry?: string
}

const MOMENT_MS = 700

const LOOKS: Record<string, readonly string[]> = { folders: keys.folders, alerts: keys.alerts, lists: keys.lists }

/** What a call names, as the keys of what is read again; nothing, when it is not ours. */
function namedBy(data: unknown): (readonly string[])[] {
  let message: Look = {}
  try {
    message = JSON.parse(String(data)) as Look
  } catch {
    return []
  }
  const lists = (message.look ?? []).flatMap((what) => (LOOKS[what] ? [LOOKS[what]] : []))
  return message.inquiry ? [...lists, keys.inquiry(message.inquiry)] : lists
}

/** Looks again where it was called to, once for the calls of a moment: a busy call centre is called often. */
function listener(queries: QueryClient): (data: unknown) => void {
  const named = new Map<string, readonly string[]>()
  return (data) => {
    const first = named.size === 0
    for (const key of namedBy(data)) named.set(key.join(' '), key)
    if (!first) return
    setTimeout(() => {
      for (const key of named.values()) void queries.invalidateQueries({ queryKey: [...key] })
      named.clear()
    }, MOMENT_MS)
  }
}

/**
 * Listens for "look" while the page is used. While the line holds, asking again by itself becomes rare; when it breaks, asking takes over
 * and the line is tried again, ever more seldom.
 */
export function useLive(url: string | undefined): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!url) return
    let socket: WebSocket | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let ended = false
    const heard = listener(queries)
    const connect = async () => {
      const token = await credentialsToken()
      if (ended || !token) return
      const address = new URL(url)
      address.searchParams.set('token', token)
      socket = new WebSocket(address)
      socket.onopen = () => {
        failures = 0
        liveIs(true)
        void queries.invalidateQueries({ queryKey: [...keys.folders] }) // what was missed while nobody listened
        void queries.invalidateQueries({ queryKey: [...keys.alerts] })
        void queries.invalidateQueries({ queryKey: [...keys.inquiries] })
        void queries.invalidateQueries({ queryKey: [...keys.lists] })
      }
      socket.onmessage = ({ data }) => heard(data)
      socket.onclose = () => {
        liveIs(false)
        if (!ended) timer = setTimeout(() => void connect(), retryAfter(failures++, Math.random()))
      }
    }
    void connect()
    return () => {
      ended = true
      clearTimeout(timer)
      liveIs(false)
      socket?.close()
    }
  }, [url, queries])
}
