/** What can be done with a version of the roster: undo, compare, print, publish; a published one is copied to be edited. */

import { useState } from "preact/hooks";
import type { RosterHead } from "../../api/schema";
import { moment } from "../../lib/dates";
import { t } from "../../text";
import { Dialog, Icon } from "../../ui/controls";
import { useTeller } from "../../ui/toasts";
import type { Desk } from "./desk";
import { Difference } from "./difference";
import type { WeekProps } from "./index";

interface ActionsProps extends WeekProps {
  head: RosterHead;
  rosters: readonly RosterHead[];
  desk: Desk;
  nameOf: (agentId: string) => string;
  again: () => Promise<void>;
  print: () => void;
  draftOf: ((head: RosterHead) => void) | undefined;
}

export function Actions({ facts, head, rosters, desk, nameOf, canPublish, again, print, draftOf }: ActionsProps) {
  const [open, setOpen] = useState<"difference" | "publish" | undefined>(undefined);
  const { tell } = useTeller();
  const broken = desk.broken ?? [];
  const isDraft = desk.roster?.state === "draft";
  const inForce = rosters.find((each) => each.state === "published");
  const publish = async () => {
    setOpen(undefined);
    if (await desk.publish()) {
      tell(t("week.is_published"));
      await again();
    }
  };
  return (
    <div class="row apart no-print">
      <div class="row">
        <span class={`mark ${isDraft ? "warn" : "good"}`}>{t(isDraft ? "week.draft" : "week.published")}</span>
        <span class="muted">
          {isDraft || !head.published_at
            ? t("week.made", { name: head.created_by, at: moment(head.created_at, facts.time_zone) })
            : t("week.published_by", { name: head.published_by ?? "", at: moment(head.published_at, facts.time_zone) })}
        </span>
      </div>
      <div class="row">
        {isDraft && (
          <button type="button" class="button" disabled={desk.undoable === 0} onClick={() => void desk.undo()}>
            <Icon name="undo" />
            {t("week.undo")}
          </button>
        )}
        {isDraft && inForce && (
          <button type="button" class="button" onClick={() => setOpen("difference")}>
            {t("week.difference")}
          </button>
        )}
        <button type="button" class="button" onClick={() => print()}>
          <Icon name="print" />
          {t("week.print")}
        </button>
        {!isDraft && draftOf && (
          <button type="button" class="button" onClick={() => draftOf(head)}>
            {t("week.edit")}
          </button>
        )}
        {isDraft && canPublish && (
          <button type="button" class="button primary" onClick={() => setOpen("publish")}>
            {t("week.publish")}
          </button>
        )}
      </div>
      {open === "difference" && inForce && (
        <Difference
          centre={facts.id}
          draftId={head.id}
          publishedId={inForce.id}
          zone={facts.time_zone}
          nameOf={nameOf}
          close={() => setOpen(undefined)}
        />
      )}
      {open === "publish" && (
        <Dialog title={t("week.publish_title")} close={() => setOpen(undefined)}>
          <p>{t(inForce ? "week.publish_replaces" : "week.publish_words", { version: inForce?.version ?? 0 })}</p>
          {broken.length > 0 && <div class="notice bad">{t("week.rules_broken", { n: broken.length })}</div>}
          <div class="row" style="justify-content:flex-end">
            <button type="button" class="button" onClick={() => setOpen(undefined)}>
              {t("action.cancel")}
            </button>
            <button type="button" class="button primary" onClick={() => void publish()}>
              {t("week.publish")}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
