#!/bin/sh
# 装成系统服务，或升级已装的。Installs Qianmo as a service of systemd, or upgrades it; run it again with a newer version.
set -eu
umask 022

[ "$(id -u)" = 0 ] || { echo "请用管理员身份运行：sudo ./install.sh" >&2; exit 1; }
[ -d /run/systemd/system ] || { echo "这台机器没有用 systemd 启动；请直接运行 ./qianmo" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
to=/opt/qianmo
data=/var/lib/qianmo
backups=/var/lib/qianmo-backups

# The new binary must run on this machine before anything is changed.
"$here/qianmo" --version >/dev/null || { echo "这个程序不能在本机运行，请核对处理器型号" >&2; exit 1; }
id qianmo >/dev/null 2>&1 || useradd --system --user-group --home-dir "$data" --shell /usr/sbin/nologin qianmo
# Here and not by the units alone, for systemd before 235 does not know StateDirectory.
install -d -o qianmo -g qianmo -m 700 "$data" "$backups"

# A service of ours that answers here, or nobody does: a program started by hand would be taken for it.
if ! systemctl is-active --quiet qianmo.service && "$here/qianmo" ping >/dev/null 2>&1; then
    echo "8630 端口上已有一个阡陌在运行（不是系统服务），请先停止它，再运行 ./install.sh" >&2
    exit 1
fi

if [ -x "$to/qianmo" ] && [ -e "$data/packs/active" ]; then
    echo "升级前先备份……"
    systemctl start qianmo-backup.service || { echo "备份没有成功，没有升级；请看 journalctl -u qianmo-backup" >&2; exit 1; }
    cp -f "$to/qianmo" "$to/qianmo.before"
fi

install -d -m 755 "$to"
install -m 755 "$here/qianmo" "$to/qianmo.new"
mv -f "$to/qianmo.new" "$to/qianmo"
# What a newer version no longer has must not stay among what it has.
for part in packs docs; do
    rm -rf "${to:?}/$part"
    cp -r "$here/$part" "$to/"
done
cp -f "$here/LICENSE" "$here/THIRD-PARTY.txt" "$here/THIRD-PARTY-rust.html" "$here/README.txt" "$to/"
install -m 644 "$here/qianmo.service" "$here/qianmo-backup.service" "$here/qianmo-backup.timer" /etc/systemd/system/
systemctl daemon-reload
systemctl enable --quiet qianmo.service qianmo-backup.timer
systemctl restart qianmo.service qianmo-backup.timer

n=0
until systemctl is-active --quiet qianmo.service && "$to/qianmo" ping >/dev/null 2>&1; do
    n=$((n + 1))
    [ "$n" -lt 60 ] || { echo "服务没有起来，请看 journalctl -u qianmo；换回旧程序的办法见 $to/docs/operations/upgrade.md" >&2; exit 1; }
    sleep 1
done
"$to/qianmo" --version
echo "已在 http://127.0.0.1:8630 运行。数据在 $data，备份在 $backups。请把备份另存到别的机器。"
