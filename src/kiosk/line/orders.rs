//! What the associates have told this screen to do: each once, however often it is said.

use baguni_api::kiosk::{DeviceOrder, Told};
use baguni_commerce::CommandId;

/// So many names are remembered.
const REMEMBERED: usize = 64;

#[derive(Default)]
pub struct Orders {
    /// What has been heard, oldest first.
    known: Vec<CommandId>,
    /// What is done and has not been told as done.
    done: Vec<CommandId>,
    /// What waits until nobody uses the screen.
    waiting: Vec<Told>,
}

impl Orders {
    /// What of all this is new and to be done at once. What loads the screen anew is kept back:
    /// nobody's session is torn.
    pub fn hear(&mut self, told: Vec<Told>) -> Vec<DeviceOrder> {
        let mut at_once = Vec::new();
        for told in told {
            if self.known.contains(&told.id) {
                continue;
            }
            self.remember(told.id);
            match told.order {
                DeviceOrder::Reload | DeviceOrder::Update => self.waiting.push(told),
                order => {
                    self.done.push(told.id);
                    at_once.push(order);
                }
            }
        }
        at_once
    }

    fn remember(&mut self, id: CommandId) {
        if self.known.len() >= REMEMBERED {
            self.known.remove(0);
        }
        self.known.push(id);
    }

    /// Nobody is here: the screen may be loaded anew. All that waited is done by that, and has to be
    /// told before: afterwards nobody remembers. The greater one is answered.
    pub fn now_free(&mut self) -> Option<DeviceOrder> {
        let waiting = std::mem::take(&mut self.waiting);
        self.done.extend(waiting.iter().map(|told| told.id));
        let orders = waiting.into_iter().map(|told| told.order);
        orders.max_by_key(|order| *order == DeviceOrder::Update)
    }

    /// What is to be told as done.
    pub fn done(&self) -> Vec<CommandId> {
        self.done.clone()
    }

    /// The server has heard that these are done.
    pub fn told(&mut self, heard: &[CommandId]) {
        self.done.retain(|id| !heard.contains(id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(id: u8, order: DeviceOrder) -> Told {
        Told {
            id: CommandId([id; 16]),
            order,
        }
    }

    #[test]
    fn what_is_said_again_is_done_once() {
        let mut orders = Orders::default();
        let lock = || vec![told(1, DeviceOrder::Lock)];
        assert_eq!(orders.hear(lock()), [DeviceOrder::Lock]);
        assert_eq!(orders.done(), [CommandId([1; 16])]);
        assert_eq!(orders.hear(lock()), []);
        orders.told(&[CommandId([1; 16])]);
        assert_eq!(orders.done(), []);
        assert_eq!(orders.hear(lock()), [], "said once more, out of order");
    }

    #[test]
    fn a_new_page_waits_until_nobody_is_here() {
        let mut orders = Orders::default();
        assert_eq!(orders.now_free(), None);
        let said = vec![
            told(1, DeviceOrder::Update),
            told(2, DeviceOrder::Reload),
            told(3, DeviceOrder::Message(None)),
        ];
        assert_eq!(orders.hear(said), [DeviceOrder::Message(None)]);
        assert_eq!(orders.done(), [CommandId([3; 16])]);
        assert_eq!(orders.now_free(), Some(DeviceOrder::Update));
        assert_eq!(orders.done().len(), 3, "told before the page goes");
        assert_eq!(orders.now_free(), None);
    }

    #[test]
    fn memory_is_bounded() {
        let mut orders = Orders::default();
        for id in 0..=u8::MAX {
            orders.hear(vec![told(id, DeviceOrder::Unlock)]);
        }
        assert_eq!(orders.known.len(), REMEMBERED);
    }
}
