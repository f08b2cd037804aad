//! What each page shows, as plain data: everything a template needs and nothing it must work out. Times are both
//! exact and readable, faults know their field, and states carry what belongs to them, so a page that cannot be
//! cannot be built. Loading records, checking cookies and nonces, and deciding are the handlers' part. No view
//! derives `Debug`: some carry passwords or tokens for the one answer that shows them.

mod account;
mod apply;
mod board;
mod confirm;
mod decide;
mod fault;
mod notices;
mod parts;
mod queue;
mod reset;
mod status;
mod time;

pub use account::{
    AccountDoor, AccountNotice, AccountRole, AccountSession, AlreadySignedIn, Forgot, ForgotSent, Left, MemberAccount, SignIn, SignInWhy,
    SignedOut,
};
pub use apply::{Apply, ApplyNotice, Keep, Kept, Question};
pub use board::{About, Author, Board, EditNotice, Post, PostEdit, PostRow, PostState, PostSure, Rights};
pub use confirm::{Confirm, ConfirmKind, NotMe};
pub use decide::{Counted, Decide, DecideStage, Flag, Told, Vote, Votes, Words};
pub use fault::{Fault, FaultKind, Field};
pub use notices::{LinkEnded, LinkKind, LostLink, LostLinkSent, Problem, ProblemKind, Stale};
pub use parts::{Answer, Asked, Choose, ChoosePassword, Door, DoorWord, Live, NameCheck, NameWord, Scope};
pub use queue::{Became, Decided, Line, Nothing, Queue, QueueDoor, QueueLinkSent, Row, Way};
pub use reset::{PasswordDoor, Reset, ResetDone, ResetDoneMember, ResetLater, ResetNotMe};
pub use status::{
    Account, DoorProblem, DoorStage, DoorState, FirstSteps, Notice, Password, Stage, Status, Step, StepMark, StepName, Token, Usual, Waits,
    Who, Withdraw, Withdrawn,
};
pub use time::{TimeLeft, When, span};
