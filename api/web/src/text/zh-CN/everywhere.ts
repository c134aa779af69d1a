/** The words that every page uses, in Chinese. */

import type { everywhere as english } from "../en/everywhere";

export const everywhere: Record<keyof typeof english, string> = {
  "action.close": "关闭",
  "action.cancel": "取消",
  "state.loading": "加载中……",
  "state.again": "重试",
  "state.failed": "出了点问题，没有任何改动。请重试。",
  "state.unreachable": "无法连接服务。请检查网络；没有丢失任何内容。",
  "state.forbidden": "您没有查看权限",
  "state.forbidden_hint": "您的角色不能打开“{page}”页面。如需权限，请联系账号管理员。",
  "state.lost": "连接已断开。运算仍在服务器上继续，本页会自动恢复。",
  "state.reconnecting": "正在重新连接……",
  "shell.pages": "页面",
  "shell.centre": "部门",
  "shell.theme_dark": "深色",
  "shell.theme_light": "浅色",
  "shell.sign_out_of": "退出 {name}",
  "shell.new_centre": "新建部门",
  "shell.no_centre": "还没有部门",
  "shell.no_centre_hint": "由排班员导入第一个部门后，会显示在这里。",
  "page.week": "周排班",
  "page.today": "今日",
  "page.forecast": "预测",
  "page.people": "人员",
  "page.what_if": "假设分析",
  "page.attendance": "考勤",
  "page.mine": "我的班次",
};
