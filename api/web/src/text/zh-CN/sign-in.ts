/** The words of signing in and of new departments, in Chinese. */

import type { signIn as english } from "../en/sign-in";

export const signIn: Record<keyof typeof english, string> = {
  "sign_in.words": "部门的预测、排班与考勤。",
  "sign_in.name": "用户名",
  "sign_in.password": "密码",
  "sign_in.key": "密钥",
  "sign_in.enter": "登录",
  "sign_in.with": "通过 {name} 登录",
  "sign_in.not_come_back": "外部登录未完成；请重新开始。",
  "sign_in.by_key": "使用密钥登录",
  "sign_in.by_password": "使用密码登录",
  "new.title": "导入部门",
  "new.words":
    "请选择部门文件夹中的文件：centre.toml、people.csv、volumes.csv 以及其他已有文件，或它们的一个 ZIP 压缩包。全部检查通过后才会保存。",
  "new.files": "部门文件",
  "new.id": "用于网址的短名",
  "new.id_hint": "小写字母、数字和连字符，例如 customer-service。",
  "new.take": "导入",
  "new.busy": "检查中……",
};
