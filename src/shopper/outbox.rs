//! The outbox: the same operations as in the journal, in IndexedDB, where a power cut does not
//! reach them. It may fail at any moment and be gone with all it had: then it is opened anew and
//! filled from memory, and meanwhile the journal has to do.

use super::{journal, platform, tab};
use baguni_commerce::ShopperId;
use baguni_replica::{Dot, Operation, ReplicaId, Seq};
use gloo::timers::callback::Timeout;
use js_sys::Array;
use leptos::prelude::window;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest};

const DATABASE: &str = "baguni";
const OUTBOX: &str = "outbox";

/// How long to wait before opening it again, in milliseconds: doubled at each failure in a row.
const AGAIN_MS: u32 = 1_000;
const MAX_DOUBLINGS: u32 = 6;

/// It is heard as long as it is kept.
type Listener = Closure<dyn FnMut(JsValue)>;

#[derive(Default)]
pub struct Outbox {
    database: RefCell<Option<IdbDatabase>>,
    failures: Cell<u32>,
    /// How often it was wiped: what was read before is nobody's any more.
    wipes: Cell<u32>,
    /// It was wiped while it was not open.
    is_stale: Cell<bool>,
    listeners: RefCell<Vec<Listener>>,
}

impl Outbox {
    /// Whether what is put is kept.
    pub fn works(&self) -> bool {
        self.database.borrow().is_some()
    }

    /// Opens it. Once it is open, what earlier tabs left is handed to [`tab`].
    pub fn open(&self) {
        if !platform::keeps() {
            return;
        }
        let opened = listener(|event| tab::with(|tab| tab.outbox.opened(&event)));
        let failed = listener(|_| tab::with(|tab| tab.outbox.lose()));
        let begun = listener(|event| {
            let database = database_of(&event);
            let _ = database.map(|database| database.create_object_store(OUTBOX));
        });
        let factory = window().indexed_db().ok().flatten();
        let request = factory.and_then(|factory| factory.open_with_u32(DATABASE, 1).ok());
        match &request {
            Some(request) => {
                request.set_onsuccess(Some(opened.as_ref().unchecked_ref()));
                request.set_onerror(Some(failed.as_ref().unchecked_ref()));
                request.set_onupgradeneeded(Some(begun.as_ref().unchecked_ref()));
            }
            None => self.failures.set(MAX_DOUBLINGS),
        }
        self.listeners.replace(vec![opened, failed, begun]);
    }

    fn opened(&self, event: &JsValue) {
        let Some(database) = database_of(event) else {
            return self.lose();
        };
        // Whoever deletes it must not wait for this tab.
        let lost = listener(|_| tab::with(|tab| tab.outbox.lose()));
        database.set_onversionchange(Some(lost.as_ref().unchecked_ref()));
        database.set_onclose(Some(lost.as_ref().unchecked_ref()));
        let wipes = self.wipes.get();
        let read = listener(move |event| {
            let left = result_of(&event).map(|all| Array::from(&all));
            let read = |text: JsValue| journal::read(&text.as_string()?);
            let left = left.iter().flat_map(Array::iter).filter_map(read).collect();
            tab::with(|tab| {
                if tab.outbox.wipes.get() == wipes {
                    tab.found(left);
                }
            });
        });
        let all = database
            .transaction_with_str(OUTBOX)
            .and_then(|reading| reading.object_store(OUTBOX))
            .and_then(|outbox| outbox.get_all());
        match all {
            Ok(all) => all.set_onsuccess(Some(read.as_ref().unchecked_ref())),
            Err(_) => return self.lose(),
        }
        self.failures.set(0);
        self.database.replace(Some(database));
        self.listeners.borrow_mut().extend([lost, read]);
        if self.is_stale.take() {
            self.wipe();
            tab::with(|tab| tab.found(Vec::new()));
        }
    }

    /// Puts operations down; nothing waits for it.
    pub fn put(&self, of: Option<ShopperId>, said: &[(Dot, Operation)]) {
        self.write(|outbox| {
            for said in said {
                let text = journal::text(of, said);
                outbox.put_with_key(&text.into(), &journal::key(said.0).into())?;
            }
            Ok(())
        });
    }

    /// Forgets what a replica had said up to this.
    pub fn forget(&self, replica: ReplicaId, through: Seq) {
        let key = |seq| JsValue::from(journal::key(Dot { replica, seq }));
        self.write(|outbox| {
            let said = IdbKeyRange::bound(&key(0), &key(through))?;
            outbox.delete(&said).map(|_| ())
        });
    }

    /// Empties it; where it is not open, before it is read.
    pub fn wipe(&self) {
        self.wipes.set(self.wipes.get() + 1);
        self.write(|outbox| outbox.clear().map(|_| ()));
        self.is_stale.set(!self.works());
    }

    /// One transaction without waiting inside: it closes by itself.
    fn write(&self, write: impl FnOnce(&IdbObjectStore) -> Result<(), JsValue>) {
        let Some(database) = self.database.borrow().clone() else {
            return;
        };
        let written = platform::durable_transaction(&database, OUTBOX).and_then(|transaction| {
            if let Some(lost) = self.listeners.borrow().get(FAILED) {
                transaction.set_onabort(Some(lost.as_ref().unchecked_ref()));
            }
            write(&transaction.object_store(OUTBOX)?)
        });
        if written.is_err() {
            self.lose();
        }
    }

    /// Drops the handle, whatever was wrong with it, and tries again later.
    fn lose(&self) {
        if let Some(database) = self.database.take() {
            database.close();
        }
        let failures = self.failures.get();
        self.failures.set((failures + 1).min(MAX_DOUBLINGS));
        let again = || tab::with(|tab| tab.outbox.open());
        Timeout::new(AGAIN_MS << failures, again).forget();
        tab::with(tab::Tab::tell_standing);
    }
}

/// The place of the listener for failures among the listeners.
const FAILED: usize = 1;

fn listener(heard: impl FnMut(JsValue) + 'static) -> Listener {
    Closure::new(heard)
}

fn result_of(event: &JsValue) -> Option<JsValue> {
    let event: &web_sys::Event = event.unchecked_ref();
    let request: IdbRequest = event.target()?.unchecked_into();
    request.result().ok()
}

fn database_of(event: &JsValue) -> Option<IdbDatabase> {
    result_of(event)?.dyn_into().ok()
}
