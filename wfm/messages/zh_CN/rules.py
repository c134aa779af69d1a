"""The attendance rules: their names, breaches, exceptions and clashes."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # --- rule names ---------------------------------------------------------------------------------------------------
    "rule_weekly_hours": "每周工时",
    "rule_max_daily_hours": "每日最长工时",
    "rule_daily_rest": "班间休息",
    "rule_max_consecutive_days": "连续上班天数",
    "rule_weekly_days_off": "每周休息日",
    "rule_max_late_shifts": "晚班次数",
    "rule_lead_on_duty": "部长在岗",
    "rule_probation": "试用/实习",
    "rule_start_time_stability": "上班时间稳定",
    "rule_weekend_fairness": "周末公平",
    "rule_late_fairness": "晚班公平",
    "rule_preferences": "个人意愿",
    "rule_one_shift_a_day": "每天一个班次",
    "rule_shift_templates": "班次模板",
    "rule_opening": "营业时间",
    "rule_skills": "技能",
    "rule_service_dates": "在职日期",
    "rule_leave": "请假",
    "rule_availability": "可上班时间",
    "rule_locks": "锁定班次",
    "rule_pairs": "搭班与避开",
    "rule_absent_at_once": "同时请假人数",
    "rule_seats": "座位数",
    "rule_activities": "会议与培训",
    # --- breaches -----------------------------------------------------------------------------------------------------
    "weekly_hours_below": "{agent} 在 {week} 的计薪工时为 {observed} 小时，至少需要 {limit} 小时。",
    "weekly_hours_above": "{agent} 在 {week} 的计薪工时为 {observed} 小时，最多允许 {limit} 小时。",
    "max_daily_hours_above": "{agent} 在 {day} 的计薪工时为 {observed} 小时，每天最多 {limit} 小时。",
    "daily_rest_below": "{agent} 在 {day} 上班前只休息 {observed} 小时，至少需要 {limit} 小时。",
    "max_consecutive_days_above": "{agent} 到 {day} 已连续上班 {observed} 天，最多允许 {limit} 天。",
    "weekly_days_off_below": "{agent} 在 {week} 只有 {observed} 个休息日，至少需要 {limit} 个。",
    "weekly_days_off_run_below": "{agent} 在 {week} 只有连续 {observed} 个休息日，至少需要连续 {limit} 个。",
    "max_late_shifts_above": "{agent} 在 {week} 有 {observed} 个 {ends_after} 之后下班的班次，最多允许 {limit} 个。",
    "lead_on_duty_below": "{day} {at} 在岗部长为 {observed} 人，至少需要 {limit} 人。",
    "probation_counted": "{agent} 尚未完成 {hours} 小时试用，{day} 却有 {observed} 小时计入在岗人数。",
    "start_time_stability_above": "{agent} 在 {day} 的上班时间与前一天相差 {observed} 分钟，上限为 {limit} 分钟。",
    "weekend_fairness_above": "{agent} 在周末 {day} 上班，而最近 {weeks} 周已比本组平均多 {observed} 次。",
    "late_fairness_above": "{agent} 在 {day} 上晚班，而最近 {weeks} 周已比本组平均多 {observed} 次。",
    "preferences_refused": "{agent} 在 {day} {start} 开始的班次与其意愿不符。",
    "one_shift_a_day_above": "{agent} 在 {day} 开始了 {observed} 个班次，只允许一个。",
    "one_shift_a_day_overlap": "{agent} 在 {day} 同时处于两个班次。",
    "template_unknown": "{agent} 在 {day} 的班次「{shift}」在 centre.toml 中不存在。",
    "template_start": "{agent}：班次「{shift}」在 {day} 不能于 {start} 开始。",
    "template_not_open": "{agent} 不能上 {day} 的班次「{shift}」：该班次属于其他组或技能。",
    "template_length": "{agent}：{day} 的班次「{shift}」计薪 {observed} 小时，不在可选时长之内。",
    "template_gap": "{agent}：{day} 的班次「{shift}」各段之间有空档或重叠。",
    "template_pauses": "{agent}：{day} 的班次「{shift}」有 {observed} 个用餐或小休，与要求的 {limit} 个不符。",
    "template_window": "{agent}：{day} 的班次「{shift}」的{activity}于 {at} 开始，不在允许的时间窗内。",
    "template_unpaid": "{agent}：{day} 的班次「{shift}」含有不计薪的工作。",
    "opening_outside": "{agent} 在 {day} {start} 至 {end} 服务于 {queue}，超出其营业时间。",
    "skills_missing": "{agent} 在 {day} {start} 缺少 {queues} 所需的技能。",
    "service_dates_unknown": "{agent} 在 {day} 有班次，但不在人员名单中。",
    "service_dates_outside": "{agent} 在 {day} 有班次，但当天不在职。",
    "leave_worked": "{agent} 在 {day} 的已批准请假时间内上班 {observed} 小时。",
    "availability_outside": "{agent} 在 {day} {start} 至 {end} 有班次，但该时间不可上班。",
    "locks_broken": "{agent}：{day} 已锁定为「{shift}」，但实际安排不同。",
    "pairs_met": "{agent} 与 {other} 不应同班，但在 {day} 同时在班 {observed} 小时。",
    "pairs_alone": "{agent} 与 {other} 应一起上班，但 {day} 只有 {agent} 上班，{other} 不上班。",
    "pairs_starts": "{agent} 与 {other} 应一起上班，但 {day} 的上班时间相差 {observed} 分钟。",
    "absent_at_once_above": "{agent} 在 {day} 请假，同时请假的共 {observed} 人（{group}），最多允许 {limit} 人。",
    "seats_above": "{day} {start} 至 {end} 同时上班最多达 {observed} 人（{group}），座位只有 {limit} 个。",
    "everyone": "全体",
    "activities_missing": "{agent}：「{activity}」（{length} 分钟）未安排在 {start} 至 {end} 之间。",
    "activities_apart": "{agent}：「{activity}」（{length} 分钟，{start} 至 {end} 之间）未与其他人安排在同一时间。",
    # --- reports ------------------------------------------------------------------------------------------------------
    "excepted": "{sentence}例外 {exception} 允许：{reason}（审批人：{approver}）。",
    "excepted_retroactive": "{sentence}该例外为事后审批（{day}）。",
    "floor_by_contract": "{agent} 在 {week} 的带薪工时为 {observed} 小时，低于下限 {floor} 小时。合同 {contract} 允许：{reason}（审批人：{approver}）。",
    "weekly_hours_kept": "{agent} 在 {week} 的带薪工时为 {observed} 小时，在 {low} 至 {high} 小时之间。",
    "weekly_hours_credited": "{sentence}其中请假及节假日折算 {credited} 小时。",
    "rule_kept": "符合规则：{rule}。",
    # --- activities ---------------------------------------------------------------------------------------------------
    "activity_on_queue": "接待",
    "activity_position": "在岗",
    "activity_break": "小休",
    "activity_meal": "用餐",
    "activity_meeting": "会议",
    "activity_training": "培训",
    # --- clashes ------------------------------------------------------------------------------------------------------
    "clash_person": ("{week} 无法为 {agent} 排班：以下规则不能同时满足：{rules}。至少要放宽其中一条。"),
    "clash_no_shift": ("{week} 无法为 {agent} 排班：有一天必须上班，但 centre.toml 中没有可用的班次。"),
    "clash_hours_most": (
        "其他规则只允许 {agent} 最多上班 {most} 小时，而下限要求 {low} 小时。解决办法：批准一个例外（weekly_hours.min_h），将下限降低 {short} 小时，或给请假计入工时。"
    ),
    "clash_hours_fewest": (
        "其他规则要求 {agent} 至少上班 {fewest} 小时，而上限为 {high} 小时。解决办法：批准一个例外（weekly_hours.max_h），或减少锁定班次。"
    ),
    "clash_hours_between": (
        "{agent} 的可选班次之和无法落在 {low} 至 {high} 小时之间。解决办法：在 centre.toml 中增加班次时长，或批准 weekly_hours 的例外。"
    ),
    "clash_people": "{week} 无法为 {agents} 排班：以下规则对他们不能同时满足：{rules}。至少要放宽其中一条。",
    "clash_absent": "{day} 有 {observed} 人同时请假（{group}）：{agents}；limits.csv 最多允许 {limit} 人。解决办法：拒绝或调整其中一人的请假，或提高当天的上限。",
    "clash_no_lead": (
        "{day} {start} 至 {end} 有队列营业，可在岗的部长有 {able} 名，需要 {limit} 名。解决办法：为该时段增加部长、调整部长的请假日期、增加覆盖该时段的班次模板，或缩短营业时间。"
    ),
    "clash_activity_people": "活动「{activity}」无法安排：{agents} 在其时间窗口内没有可完整参加的班次。可放宽时间窗口，或不安排这些人参加。",
    "clash_activity_together": "活动「{activity}」无法安排：找不到所有参加者同时在班的时间。可放宽时间窗口、设置 together = false，或减少参加人员。",
    "clash_activity_room": "活动「{activity}」无法安排：与同一批人的其他活动冲突。可放宽时间窗口。",
    "clash_team_leads": (
        "按部长各自的规则（工时、休息、休息日、请假），无法保证营业时间内始终有部长在岗。解决办法：增加一名部长，或缩短营业时间。"
    ),
}
