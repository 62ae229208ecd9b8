import { FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { DAY_KEYS } from 'shared/schema/fields.ts';
import { localeOf, useFormat, type Format } from '../../lib/format.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useWorkspace, type Workspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';
import type { BookRequest } from './book-request.ts';
import { absenceWords, pourLogWords, tradeWords } from './book-words.ts';
import type { ListInput } from './list-book.ts';
import { makeBook } from './make-book.ts';
import { readPourLog, readWeeks, weeksInParts } from './spreadsheet.repo.ts';
import { useSpreadsheetText } from './spreadsheet-strings.ts';

interface Order {
  readonly request: BookRequest;
  /** Documents that go to the worker before the request. */
  readonly parts?: Parameters<typeof makeBook>[1];
  readonly name: string;
}

/** The one button of all exports: gathers, has the file made beside the screen, says where it went. */
function ExportButton({ gather }: { readonly gather: () => Promise<Order | undefined> }) {
  const text = useSpreadsheetText();
  const [isMaking, setMaking] = useState(false);
  const run = async (): Promise<void> => {
    setMaking(true);
    try {
      const order = await gather();
      if (!order) return;
      const name = `${safeName(order.name)}.xlsx`;
      saveFile(name, await makeBook(order.request, order.parts));
      toast({ message: text('made', { name }), tone: 'go' });
    } catch {
      toast({ message: text('failed'), detail: text('failedHint'), tone: 'stop' });
    } finally {
      setMaking(false);
    }
  };
  return (
    <Button
      icon={<FileSpreadsheet aria-hidden />}
      isPending={isMaking}
      aria-label={text('excelHint')}
      onPress={() => void run()}
    >
      {text('excel')}
    </Button>
  );
}

/** The weekly schedule in the contractor's own layout, a sheet for each week. */
export function ExportWeeksButton({
  mondays,
  regionId,
}: {
  readonly mondays: readonly string[];
  readonly regionId: string | undefined;
}) {
  const workspace = useWorkspace();
  const format = useFormat();
  return <ExportButton gather={() => orderWeeks(workspace, mondays, regionId, format)} />;
}

/** Any list, as it is on the screen. */
export function ExportListButton({ list }: { readonly list: () => ListInput }) {
  const { clock } = useWorkspace();
  return (
    <ExportButton
      gather={() => {
        const input = list();
        return Promise.resolve({
          request: { kind: 'list', input },
          name: useSpreadsheetText.now('listFile', { title: input.title, day: clock.today() }),
        });
      }}
    />
  );
}

/** A pour log with its loads and events. */
export function ExportPourLogButton({ pourId }: { readonly pourId: string }) {
  const workspace = useWorkspace();
  const format = useFormat();
  return <ExportButton gather={() => orderPourLog(workspace, pourId, format)} />;
}

const WORKING_DAYS = DAY_KEYS.slice(0, 5);

async function orderWeeks(
  { db, workspace, clock }: Workspace,
  mondays: readonly string[],
  regionId: string | undefined,
  format: Format,
): Promise<Order> {
  const say = useSpreadsheetText.now;
  const { settings, region, ...documents } = await readWeeks(db, mondays, regionId);
  const labels = mondays.map((monday) => [
    monday,
    {
      title: say('weekOf', { day: format.shortDay(monday) }),
      days: DAY_KEYS.map(
        (_, at) => `${format.weekday(addDays(monday, at))} ${Number(addDays(monday, at).slice(8))}`,
      ),
    },
  ]);
  const words = {
    title: '',
    name: say('name'),
    trade: say('trade'),
    heads: say('heads'),
    target: say('target'),
    bench: say('bench'),
    idle: say('idle'),
    notes: say('notes'),
    noForeman: say('noForeman'),
    idleDays: say('idleDays', { days: '{{days}}' }),
    idleFrom: say('idleFrom', { day: '{{day}}' }),
    trades: tradeWords(say),
    absent: absenceWords(say),
  };
  return {
    name: [say('weekFile', { day: mondays[0] ?? mondayOf(clock.today()) }), region?.name]
      .filter(Boolean)
      .join(' '),
    parts: weeksInParts(db, mondays),
    request: {
      kind: 'weeks',
      input: {
        ...documents,
        weeks: [],
        company: settings?.brand?.companyName ?? workspace.name,
        ...(region && { region: { id: region.id, name: region.name ?? region.code ?? '' } }),
        mondays,
        today: clock.today(settings?.timeZone),
        workingDays: settings?.workingDays ?? WORKING_DAYS,
        words,
        labels: Object.fromEntries(labels),
      },
    },
  };
}

async function orderPourLog(
  { db, clock }: Workspace,
  pourId: string,
  format: Format,
): Promise<Order | undefined> {
  const say = useSpreadsheetText.now;
  const { pour, log, loads, events, employees, resources, projects, settings } = await readPourLog(
    db,
    pourId,
  );
  if (!pour) return undefined;
  const mix = resources.find(({ id }) => id === pour.mixId);
  const names = [
    ...employees,
    ...resources,
    ...projects.map((project) => ({
      id: project.id,
      name: [project.number, project.nickname ?? project.name].filter(Boolean).join(' '),
    })),
  ];
  const logins = employees.flatMap((employee) =>
    employee.userId === undefined ? [] : [{ id: employee.userId, name: employee.name }],
  );
  return {
    name: say('logFile', { name: [pour.number, pour.name].filter(Boolean).join('-'), day: pour.day ?? '' }),
    request: {
      kind: 'pour log',
      input: {
        pour,
        loads,
        events,
        zone: pour.timeZone ?? settings?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
        locale: localeOf(format.language),
        now: clock.now(),
        words: pourLogWords(say),
        names: Object.fromEntries([...names, ...logins].map(({ id, name }) => [id, name ?? ''])),
        ...(log && { log }),
        ...(mix && { mix }),
        ...(settings?.dischargeLimitMin !== undefined && { workspaceLimitMin: settings.dischargeLimitMin }),
      },
    },
  };
}

/** Names that every file system takes. */
const safeName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
