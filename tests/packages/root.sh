# What the tests here share, to be sourced as root: a root directory of its own in $root, below $work. It shares the
# programs of this machine and has an empty /etc/salt and /var/lib/salt-job-retry; $packages is seen there as /packages.
# Nothing of this machine changes: the script runs in a mount namespace of its own.

[ "$(id -u)" = 0 ] || { echo "needs root, for a root directory of its own" >&2; exit 77; }
if [ "${IN_NAMESPACE:-}" != yes ]; then
    exec env IN_NAMESPACE=yes unshare --mount --propagation private "$0" "$@"
fi

work=$(mktemp -d)
root=$work/root
# What has just been killed may hold it for a moment more; in the end the namespace takes it all along.
remove_root() {
    umount -R "$work" 2> /dev/null || umount --lazy -R "$work" 2> /dev/null || true
    rm -rf --one-file-system "$work" || true
}
trap remove_root EXIT
mount -t tmpfs tmpfs "$work"
mkdir -p "$root" "$work"/{upper,layer}
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/layer" "$root"
mount -t tmpfs tmpfs "$root/run"
mkdir -p "$root/packages"
mount --bind "$packages" "$root/packages"
rm -rf "$root/etc/salt" "$root/var/lib/salt-job-retry"

in_root() { chroot "$root" env PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
step() { echo "--- $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
