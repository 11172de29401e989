import { z } from "zod";
import type { ValueType } from "./value-types";

const form =
  /^(MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY) ([01]\d|2[0-3]):[0-5]\d( (UTC|[A-Z]\w*(\/[\w+-]+)+))?$/;

/** A day, a time and, if it is not UTC, a time zone: `SUNDAY 03:00 Europe/Berlin`. */
export function weeklyTime(): ValueType<string | undefined> {
  return {
    schema: z
      .string()
      .regex(form)
      .refine((given) => isTimeZone(partsOf(given).timeZone)),
    allowed: "a day, a time of 24 hours and, if it is not UTC, a time zone, such as `SUNDAY 03:00 Europe/Berlin`",
  };
}

/** Day, time and time zone of a weekly time. */
export function partsOf(weeklyTime: string): { dayOfWeek: string; timeOfDay: string; timeZone: string } {
  const [dayOfWeek = "", timeOfDay = "", timeZone = "UTC"] = weeklyTime.split(" ");
  return { dayOfWeek, timeOfDay, timeZone };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
