#!/bin/sh
# 装成系统服务，或升级已装的。Installs Qianmo as a service of systemd, or upgrades it; run it again with a newer version.
set -eu

[ "$(id -u)" = 0 ] || { echo "请用管理员身份运行：sudo ./install.sh" >&2; exit 1; }
command -v systemctl >/dev/null || { echo "这台机器没有 systemd；请直接运行 ./qianmo" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
to=/opt/qianmo
data=/var/lib/qianmo
backups=/var/lib/qianmo-backups

# The new binary must run on this machine before anything is changed.
"$here/qianmo" --version >/dev/null || { echo "这个程序不能在本机运行，请核对处理器型号" >&2; exit 1; }
id qianmo >/dev/null 2>&1 || useradd --system --home-dir "$data" --shell /usr/sbin/nologin qianmo

if [ -x "$to/qianmo" ] && [ -e "$data/packs/active" ]; then
    echo "升级前先备份……"
    systemctl start --wait qianmo-backup.service || { echo "备份没有成功，没有升级；请看 journalctl -u qianmo-backup" >&2; exit 1; }
    cp -f "$to/qianmo" "$to/qianmo.before"
fi

install -d -m 755 "$to"
install -m 755 "$here/qianmo" "$to/qianmo.new"
mv -f "$to/qianmo.new" "$to/qianmo"
cp -rf "$here/packs" "$here/docs" "$here/LICENSE" "$here/THIRD-PARTY.txt" "$here/README.txt" "$to/"
install -m 644 "$here/qianmo.service" "$here/qianmo-backup.service" "$here/qianmo-backup.timer" /etc/systemd/system/
systemctl daemon-reload
systemctl enable --quiet qianmo.service qianmo-backup.timer
systemctl restart qianmo.service qianmo-backup.timer

n=0
until "$to/qianmo" ping >/dev/null 2>&1; do
    n=$((n + 1))
    [ "$n" -lt 60 ] || { echo "服务没有起来，请看 journalctl -u qianmo" >&2; exit 1; }
    sleep 1
done
"$to/qianmo" --version
echo "已在 http://127.0.0.1:8630 运行。数据在 $data，备份在 $backups。请把备份另存到别的机器。"
