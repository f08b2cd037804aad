//! A notice's identifier, and the key that its record lies under.

use serde::{Deserialize, Serialize};

use super::{Key, Partition, Rid};

/// A notice's identifier: as a rid, of a notice. Its first four bits name its partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoticeId(Rid);

impl NoticeId {
    /// The identifier of a link to a notice.
    pub const fn of_link(rid: Rid) -> Self {
        Self(rid)
    }

    /// The identifier with these bytes, moved into a partition that rids name: what is written by a job must lie where the job
    /// does. The board holds no notices.
    pub const fn within(partition: Partition, bytes: [u8; 16]) -> Self {
        let mut bytes = bytes;
        let [first, ..] = &mut bytes;
        *first = (*first & 0x0f) | (partition.0 << 4);
        Self(Rid(bytes))
    }

    /// As links carry it.
    pub const fn rid(&self) -> Rid {
        self.0
    }

    /// The partition that it lies in.
    pub const fn partition(&self) -> Partition {
        self.0.partition()
    }

    /// The record.
    pub fn record(&self) -> Key {
        self.partition().key(format_args!("notice:{}", self.0))
    }
}
