//! `baguni staff`.

use super::{open, say};
use crate::cli::{Appointment, DatabaseUrl, Staff};
use crate::failure::Failure;
use crate::stock::now;
use baguni_commerce::Email;
use baguni_commerce::order::{Role, Staff as Member};
use baguni_storage::{Storage, StorageError, Subject};

pub async fn staff(database: &DatabaseUrl, what: Staff) -> Result<(), Failure> {
    let storage = open(database)?;
    match what {
        Staff::Add(appointment) => add(storage.as_ref(), appointment).await,
        Staff::List => list(storage.as_ref()).await,
        Staff::Remove { email } => remove(storage.as_ref(), &email).await,
    }
}

async fn add(storage: &dyn Storage, typed: Appointment) -> Result<(), Failure> {
    let Appointment {
        email,
        role,
        location,
    } = typed;
    let appointed = storage.appoint(&email, role.into(), location.as_ref(), now());
    match appointed.await {
        Ok(member) => say(&line(&email, &member)),
        Err(StorageError::Unknown(Subject::Email)) => Err(Failure::Refused(format!(
            "nobody has signed up as {email}: an account is made in the shop, at /account/sign-up"
        ))),
        Err(error) => Err(error.into()),
    }
}

async fn list(storage: &dyn Storage) -> Result<(), Failure> {
    let staff = storage.all_staff().await?;
    if staff.is_empty() {
        return say("Nobody works for the shop yet: baguni staff add EMAIL --role …");
    }
    staff
        .iter()
        .try_for_each(|(email, member)| say(&line(email, member)))
}

async fn remove(storage: &dyn Storage, email: &Email) -> Result<(), Failure> {
    match storage.dismiss(email).await? {
        true => say(&format!("{email} is a customer from now on.")),
        false => Err(Failure::Refused(format!(
            "{email} does not work for the shop"
        ))),
    }
}

fn line(email: &Email, member: &Member) -> String {
    let Member {
        name,
        role,
        location,
        ..
    } = member;
    let place = location.as_ref().map_or("everywhere", |at| at.as_str());
    let article = match role {
        Role::Associate => "an",
        Role::Manager | Role::Merchant => "a",
    };
    format!("{email} ({name}) is {article} {}, {place}", role.code())
}
