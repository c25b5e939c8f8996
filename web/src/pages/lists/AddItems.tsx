import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useTranslation } from 'react-i18next'
import { useAddToList } from '../../api/lists'
import { itemFaults } from '../../logic/refusalWords'
import { DialogEnd } from '../../parts/DialogEnd'
import { useDraft } from '../../parts/drafts'
import { ProblemAlert } from '../../parts/ProblemAlert'

/** Items typed or pasted; what is none is named, line by line, and stays to be put right. */
export function AddItems({ list, onClose }: { list: string; onClose(): void }) {
  const { t } = useTranslation()
  const add = useAddToList(list)
  const [text, setText, forget] = useDraft(`list.${list}.items`, '')
  const results = add.data?.items ?? []
  const wrong = results.filter((one) => one.outcome === 'invalid')
  const present = results.filter((one) => one.outcome === 'present').length
  const close = () => {
    forget()
    onClose()
  }
  const send = () =>
    add.mutate(text, {
      onSuccess: ({ items }) => setText([...new Set(items.filter((one) => one.outcome === 'invalid').map((one) => one.text))].join('\n')),
    })
  return (
    <Modal
      visible
      size="medium"
      header={t('lists.addItems')}
      onDismiss={close}
      closeAriaLabel={t('common.cancel')}
      footer={
        <DialogEnd
          onCancel={close}
          cancel={t(add.data ? 'lists.close' : 'common.cancel')}
          go={t('lists.addDo')}
          onGo={send}
          disabled={!text.trim()}
          busy={add.isPending}
        />
      }
    >
      <SpaceBetween size="m">
        {add.data && (
          <Alert type={add.data.added > 0 ? 'success' : 'info'}>
            {add.data.added > 0 ? t('lists.added', { count: add.data.added }) : t('lists.addedNone')}
            {present > 0 && ` ${t('lists.present', { count: present })}`}
          </Alert>
        )}
        {wrong.length > 0 && (
          <Alert type="error" header={t('lists.wrong', { count: wrong.length })}>
            <ul className="wa-missing">
              {wrong.slice(0, 20).map((one) => (
                <li key={`${one.line} ${one.text}`}>
                  {t('lists.line', { line: one.line, text: one.text })}
                  {itemFaults([{ field: 'itemId', reason: one.reason }]).map((fault) => (
                    <div key={fault} className="wa-small">
                      {t(`item.wrong.${fault}`)}
                    </div>
                  ))}
                </li>
              ))}
              {wrong.length > 20 && <li>{t('lists.wrongMore', { count: wrong.length - 20 })}</li>}
            </ul>
          </Alert>
        )}
        <FormField label={t('lists.addLabel')} description={t('lists.addHelp')} stretch>
          <Textarea
            rows={8}
            autoFocus
            spellcheck={false}
            placeholder={'EE 123 456 799 GB\nCC 473 124 829 BE'}
            value={text}
            onChange={({ detail }) => setText(detail.value)}
          />
        </FormField>
        {Boolean(add.error) && <ProblemAlert error={add.error} />}
      </SpaceBetween>
    </Modal>
  )
}
