"""The attendance rules: their names, breaches, exceptions and clashes."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # --- rule names ---------------------------------------------------------------------------------------------------
    "rule_weekly_hours": "weekly hours",
    "rule_max_daily_hours": "longest day",
    "rule_daily_rest": "daily rest",
    "rule_max_consecutive_days": "days in a row",
    "rule_weekly_days_off": "days off",
    "rule_max_late_shifts": "late shifts",
    "rule_min_shift_length": "shortest shift",
    "rule_max_nights": "nights",
    "rule_rest_after_nights": "rest after nights",
    "rule_weekends_off": "weekends off",
    "rule_monthly_overtime": "overtime in a month",
    "rule_lead_on_duty": "lead on duty",
    "rule_probation": "probation",
    "rule_start_time_stability": "steady starts",
    "rule_weekend_fairness": "weekend fairness",
    "rule_late_fairness": "late-shift fairness",
    "rule_preferences": "wishes",
    "rule_one_shift_a_day": "one shift a day",
    "rule_shift_templates": "shift templates",
    "rule_opening": "opening hours",
    "rule_skills": "skills",
    "rule_service_dates": "dates of service",
    "rule_leave": "leave",
    "rule_availability": "availability",
    "rule_locks": "pinned shifts",
    "rule_patterns": "rotation",
    "rule_pairs": "pairs",
    "rule_absent_at_once": "absent at once",
    "rule_seats": "seats",
    "rule_activities": "meetings and training",
    # --- breaches -----------------------------------------------------------------------------------------------------
    "weekly_hours_below": "{agent} has {observed} paid hours in {week}; at least {limit} h are needed.",
    "weekly_hours_above": "{agent} has {observed} paid hours in {week}; at most {limit} h are allowed.",
    "max_daily_hours_above": "{agent} has {observed} paid hours on {day}; at most {limit} h a day are allowed.",
    "daily_rest_below": "{agent} rests {observed} h before the shift of {day}; at least {limit} h are needed.",
    "max_consecutive_days_above": "{agent} works the {observed}th day in a row on {day}; at most {limit} are allowed.",
    "weekly_days_off_below": "{agent} has {observed} days off in {week}; at least {limit} are needed.",
    "weekly_days_off_run_below": "{agent} has {observed} days off in a row in {week}; at least {limit} are needed.",
    "max_late_shifts_above": (
        "{agent} has {observed} shifts that end after {ends_after} in {week}; at most {limit} are allowed."
    ),
    "min_shift_length_below": "{agent} has {observed} paid hours on {day}; a shift has at least {limit} h.",
    "max_nights_row_above": "{agent} works the {observed}th night in a row on {day}; at most {limit} are allowed.",
    "max_nights_week_above": "{agent} has {observed} nights in {week}; at most {limit} are allowed.",
    "rest_after_nights_below": "{agent} rests {observed} h between the last night of a run and the shift of {day}; at least {limit} h are needed.",
    "weekends_off_below": "{agent} has {observed} weekends off in the {weeks} weeks up to {week}; at least {limit} are needed.",
    "monthly_overtime_above": "{agent} has {observed} h of overtime in {month} up to {week}; at most {limit} h are allowed.",
    "lead_on_duty_below": "On {day} at {at} there are {observed} leads on duty; at least {limit} are needed.",
    "probation_counted": (
        "{agent} counts towards coverage for {observed} h on {day} before the {hours} probation hours are complete."
    ),
    "start_time_stability_above": (
        "{agent} starts {observed} minutes earlier or later on {day} than the day before; the limit is {limit} minutes."
    ),
    "weekend_fairness_above": (
        "{agent} works the weekend day {day} with {observed} more than the group's mean in the last {weeks} weeks."
    ),
    "late_fairness_above": (
        "{agent} has the late shift of {day} with {observed} more than the group's mean in the last {weeks} weeks."
    ),
    "preferences_refused": "{agent} has a shift from {start} on {day} against a wish.",
    "one_shift_a_day_above": "{agent} begins {observed} shifts on {day}; one is allowed.",
    "one_shift_a_day_overlap": "{agent} is in two shifts at once on {day}.",
    "template_unknown": "{agent} has the shift '{shift}' on {day}, which centre.toml does not know.",
    "template_start": "{agent}: the shift '{shift}' cannot begin at {start} on {day}.",
    "template_not_open": "{agent} may not work the shift '{shift}' of {day}: it is for other groups or skills.",
    "template_length": "{agent}: the shift '{shift}' of {day} has {observed} paid hours, which it does not offer.",
    "template_gap": "{agent}: the segments of the shift '{shift}' of {day} leave a gap or overlap.",
    "template_pauses": "{agent}: the shift '{shift}' of {day} has {observed} meals and breaks that do not match the {limit} asked for.",
    "template_window": "{agent}: the {activity} of the shift '{shift}' of {day} begins at {at}, outside its window.",
    "template_unpaid": "{agent}: the shift '{shift}' of {day} has unpaid work.",
    "opening_outside": "{agent} serves {queue} from {start} to {end} on {day}, outside its opening hours.",
    "skills_missing": "{agent} lacks the skill for {queues} at {start} on {day}.",
    "service_dates_unknown": "{agent} has a shift on {day} but is not on the team sheet.",
    "service_dates_outside": "{agent} has a shift on {day} but is not in service that day.",
    "leave_worked": "{agent} works {observed} h of approved leave on {day}.",
    "availability_outside": "{agent} has a shift from {start} to {end} on {day}, when not available.",
    "locks_broken": "{agent}: the day {day} was pinned to '{shift}' and holds something else.",
    "patterns_broken": "{agent}: the rotation '{pattern}' asks for the shift '{shift}' on {day}, which holds something else.",
    "patterns_off_broken": "{agent}: the rotation '{pattern}' asks for a day off on {day}, which holds a shift.",
    "pairs_met": "{agent} and {other} are to be kept apart and are on shift together for {observed} h on {day}.",
    "pairs_alone": "{agent} and {other} work together, but {agent} works {day} and {other} does not.",
    "pairs_starts": "{agent} and {other} work together, but begin {observed} minutes apart on {day}.",
    "absent_at_once_above": "{agent} is on leave on {day} as one of {observed} at once ({group}); at most {limit} may be.",
    "seats_above": "On {day} from {start} to {end} up to {observed} people are at work at once ({group}); there are {limit} seats.",
    "everyone": "everyone",
    "activities_missing": "{agent}: '{activity}' ({length} min) is not planned between {start} and {end}.",
    "activities_apart": "{agent}: '{activity}' ({length} min, between {start} and {end}) is planned at another time than for the others.",
    # --- reports ------------------------------------------------------------------------------------------------------
    "excepted": "{sentence} Allowed by exception {exception}: {reason} (approved by {approver}).",
    "excepted_retroactive": "{sentence} It was approved afterwards, on {day}.",
    "floor_by_contract": "{agent} has {observed} paid hours in {week}, below the floor of {floor} h. Allowed by contract {contract}: {reason} (approved by {approver}).",
    "weekly_hours_kept": "{agent} has {observed} paid hours in {week}, between {low} h and {high} h.",
    "weekly_hours_credited": "{sentence} Leave and holidays were credited with {credited} h.",
    "rule_kept": "The rule holds: {rule}.",
    # --- activities ---------------------------------------------------------------------------------------------------
    "activity_on_queue": "on the queue",
    "activity_position": "at the post",
    "activity_break": "break",
    "activity_meal": "meal",
    "activity_meeting": "meeting",
    "activity_training": "training",
    # --- clashes ------------------------------------------------------------------------------------------------------
    "clash_week": "{week}",
    "clash_days": "{week} ({days})",
    "clash_person": (
        "No roster for {agent} in {when}: these rules cannot all hold: {rules}. At least one of them has to give way."
    ),
    "clash_no_shift": ("No roster for {agent} in {week}: a day must be worked, yet no shift of centre.toml can be."),
    "clash_hours_most": (
        "The other rules leave {agent} at most {most} h, the floor asks for {low} h. Way out: an approved exception to weekly_hours.min_h that lowers the floor by {short} h, or a credit for leave."
    ),
    "clash_hours_fewest": (
        "The other rules ask {agent} for at least {fewest} h, the maximum is {high} h. Way out: an approved exception to weekly_hours.max_h, or fewer pinned shifts."
    ),
    "clash_hours_between": (
        "No sum of {agent}'s possible shifts lies between {low} h and {high} h. Way out: another shift length in centre.toml, or an approved exception to weekly_hours."
    ),
    "clash_people": "No roster for {agents} in {when}: these rules cannot all hold for them: {rules}. At least one of them has to give way.",
    "clash_absent": "On {day} {observed} people are on approved leave at once ({group}): {agents}; limits.csv allows {limit}. Way out: refuse or move the leave of one of them, or raise the limit for that day.",
    "clash_no_lead": (
        "On {day} from {start} to {end} a queue is open; leads who could be on duty: {able}, needed: {limit}. Way out: another lead for these hours, leave on other days, a shift template that reaches them, or shorter opening hours."
    ),
    "clash_activity_people": "The activity '{activity}' finds no time: {agents} can never be on shift for all of it in its window. Way out: a wider window, or the activity without these people.",
    "clash_activity_together": "The activity '{activity}' finds no time at which everyone called can be on shift together. Way out: a wider window, together = false, or fewer people.",
    "clash_activity_room": "The activity '{activity}' finds no time beside the other activities of the same people. Way out: a wider window.",
    "clash_team_leads": (
        "The leads' own rules (hours, rest, days off, leave) leave no week in which one of them is on duty whenever a queue is open. Way out: one more lead, or fewer opening hours."
    ),
}
