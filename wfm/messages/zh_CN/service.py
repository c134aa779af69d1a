"""服务所说的话。"""

TEXTS: dict[str, str] = {
    # --- starting -----------------------------------------------------------------------------------------------------
    "data_unusable": "文件夹“{folder}”不能存放数据库（{reason}）；请用 --data 指定另一个。",
    "data_in_use": "“{folder}”中已有一个 wfm serve 在运行；请先停止它，或用 --data 指定另一个文件夹。",
    "database_unreachable": "无法连接数据库（{reason}）；请检查 --database 以及服务器是否在运行。",
    "serve_first_key": "首次启动：此密钥以“{name}”身份登录，只显示这一次，请妥善保管：{secret}",
    "serve_ready": "服务地址 http://{host}:{port}（接口说明：/docs）；按 Ctrl-C 停止。",
    "serve_open": "服务监听 {host}，本机之外也能访问；请在其前面放置支持 HTTPS 的服务器。",
    # --- over HTTP ----------------------------------------------------------------------------------------------------
    "http_no_route": "{path} 处没有任何内容；/docs 列出了所有接口。",
    "http_no_method": "{path} 不支持 {method}；/docs 列出了可用的方法。",
    "http_refused": "{method} {path} 被拒绝。",
    "service_failed": "发生了不应有的故障；没有任何改动。服务日志中有具体位置。",
    "not_signed_in": "尚未登录；请发送请求头“Authorization: Bearer 密钥”，密钥来自 POST /v1/tokens 或 API 密钥。",
    "key_unknown": "此密钥未知、已过期或已收回；请重新登录。",
    "log_in_wrong": "用户名与密码不符；请检查。",
    "log_in_too_often": "登录失败次数过多；请在 {minutes} 分钟后再试。",
    "scope_missing": "“{name}”无权执行：需要权限“{scope}”。",
    "thing_missing": "没有 {thing}“{name}”；请先列出已有的内容。",
    "thing_taken": "{thing}“{name}”已存在；请换一个名称，或修改已有的。",
    "changed_meanwhile": "“{thing}”已被他人修改，现为第 {version} 版；请重新查看后再修改。",
    "account_of_whom": "账户属于某个人时须同时给出 centre_id 和 agent_id；坐席账户必须如此。",
    "idempotency_key_long": "Idempotency-Key 的长度为 1 至 {most} 个字符。",
    "idempotency_key_reused": "Idempotency-Key“{name}”已用于另一个请求；每个请求请使用新的键。",
}
