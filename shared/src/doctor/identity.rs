//! As whom this process runs: its user and its groups, and what people call them.
//!
//! Read from `/proc/self`, `/etc/passwd` and `/etc/group`; where these cannot be read, nothing is known and numbers are shown.

use std::fs;

/// A user and the groups that count for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    user: Option<u32>,
    /// Its own group first.
    groups: Vec<u32>,
}

impl Identity {
    /// Of this process.
    pub fn own() -> Self {
        Self::read(&fs::read_to_string("/proc/self/status").unwrap_or_default())
    }

    /// Of somebody else, to look as they would.
    pub fn of(user: u32, groups: &[u32]) -> Self {
        Self { user: Some(user), groups: groups.to_vec() }
    }

    /// As `status` tells it (proc(5)): real, effective, saved and file system's, in this order.
    fn read(status: &str) -> Self {
        let numbers = |name: &str| -> Vec<u32> {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.split_ascii_whitespace().filter_map(|number| number.parse().ok()).collect()
        };
        let effective = |name: &str| numbers(name).get(1).copied();
        Self { user: effective("Uid:"), groups: effective("Gid:").into_iter().chain(numbers("Groups:")).collect() }
    }

    /// The user, where it is known.
    pub const fn user(&self) -> Option<u32> {
        self.user
    }

    /// Its own group, where it is known.
    pub fn group(&self) -> Option<u32> {
        self.groups.first().copied()
    }

    /// Whether it certainly is not in this group. An administrator looks for somebody else and never is a stranger; nobody is in
    /// the administrator's group, so that what is given to it (as systemd does with credentials) is given to nobody more.
    pub fn is_stranger_to(&self, group: u32) -> bool {
        self.user.is_some_and(|user| user != 0) && group != 0 && !self.groups.contains(&group)
    }
}

/// What people call a user.
pub fn user_named(user: u32) -> String {
    named(&fs::read_to_string("/etc/passwd").unwrap_or_default(), user)
}

/// What people call a group.
pub fn group_named(group: u32) -> String {
    named(&fs::read_to_string("/etc/group").unwrap_or_default(), group)
}

/// By the third field of a line the first (passwd(5), group(5)); the number where nobody has a name for it.
fn named(list: &str, number: u32) -> String {
    let name = list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, id) = (fields.next()?, fields.nth(1)?);
        (id.parse() == Ok(number)).then(|| name.to_owned())
    });
    name.unwrap_or_else(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_groups_are_read_as_the_kernel_tells_them() {
        let us = Identity::read("Name:\tx\nUid:\t0\t998\t998\t998\nGid:\t0\t997\t997\t997\nGroups:\t997 100 \n");
        assert_eq!(us, Identity { user: Some(998), groups: vec![997, 997, 100] });
        assert_eq!((us.user(), us.group()), (Some(998), Some(997)));
        assert!(Identity::own().user().is_some());
        assert_eq!(Identity::read("nonsense"), Identity::default());
    }

    #[test]
    fn only_a_user_outside_a_group_is_a_stranger_to_it() {
        let us = Identity::of(998, &[997, 100]);
        assert!(us.is_stranger_to(50) && !us.is_stranger_to(100) && !us.is_stranger_to(0));
        assert!(!Identity::of(0, &[0]).is_stranger_to(50) && !Identity::default().is_stranger_to(50));
    }

    #[test]
    fn a_number_is_called_by_its_name() {
        let list = "daemon:x:1:1:d:/:/x\ngatelodge:x:998:997::/:/x\nbroken\n";
        assert_eq!((named(list, 998).as_str(), named(list, 7).as_str()), ("gatelodge", "7"));
    }
}
