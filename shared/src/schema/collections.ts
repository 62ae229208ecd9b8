import { absences, type Absence } from './absences.ts';
import { demands, type Demand } from './demands.ts';
import { employees, type Employee } from './employees.ts';
import { loads, type Load } from './loads.ts';
import { pourEvents, type PourEvent } from './pour-events.ts';
import { pourLogs, type PourLog } from './pour-logs.ts';
import { pours, type Pour } from './pours.ts';
import { projects, type Project } from './projects.ts';
import { regions, type Region } from './regions.ts';
import { resources, type Resource } from './resources.ts';
import { scheduleWeeks, type ScheduleWeek } from './schedule-weeks.ts';
import { settings, type Settings } from './settings.ts';

/** The document type of each synced collection, by its wire name. */
export interface Documents {
  settings: Settings;
  regions: Region;
  projects: Project;
  employees: Employee;
  resources: Resource;
  schedule_weeks: ScheduleWeek;
  demands: Demand;
  absences: Absence;
  pours: Pour;
  pour_logs: PourLog;
  loads: Load;
  pour_events: PourEvent;
}

export type CollectionName = keyof Documents;
export type AnyDocument = Documents[CollectionName];

/** The twelve synced collections, in the order in which a first pull asks for them. Never more: RxDB's cap is 13. */
export const collections = {
  settings,
  regions,
  projects,
  employees,
  resources,
  absences,
  schedule_weeks: scheduleWeeks,
  demands,
  pours,
  pour_logs: pourLogs,
  loads,
  pour_events: pourEvents,
} as const;

export const COLLECTION_NAMES = Object.keys(collections) as CollectionName[];
