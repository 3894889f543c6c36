//! `baguni kiosk-policy`: how a Linux machine becomes a screen that is nothing else. Chromium keeps
//! its profile between restarts, because the screen's key and what it works without a line with are
//! in it; that nothing of a shopper is there the page and the server see to.

use super::say;
use crate::cli::{KioskPolicy, Part};
use crate::failure::Failure;
use baguni_api::kiosk::PAGE;
use baguni_commerce::Locale;
use serde_json::{Value, json};

/// Where the profile is, on the disk and in memory. systemd makes the folders and gives them to the
/// user.
const KEPT: &str = "/var/lib/baguni-kiosk";
const VOLATILE: &str = "/run/baguni-kiosk";

pub fn kiosk_policy(typed: &KioskPolicy) -> Result<(), Failure> {
    match typed.part {
        Some(Part::Flags) => say(&flags(typed).join("\n")),
        Some(Part::Policy) => say(&policy(typed)),
        Some(Part::Unit) => say(&unit(typed)),
        None => say(&all(typed)),
    }
}

fn all(typed: &KioskPolicy) -> String {
    let parts = [
        (
            "Chromium's flags (they stand in the unit too)",
            flags(typed).join("\n"),
        ),
        ("/etc/chromium/policies/managed/baguni.json", policy(typed)),
        ("/etc/systemd/system/baguni-kiosk.service", unit(typed)),
    ];
    let parts = parts.map(|(title, text)| format!("# {title}\n\n{text}\n"));
    parts.join("\n")
}

fn page(typed: &KioskPolicy) -> String {
    format!("{}{PAGE}", typed.url.0)
}

fn folder(typed: &KioskPolicy) -> &'static str {
    match typed.volatile {
        true => VOLATILE,
        false => KEPT,
    }
}

fn flags(typed: &KioskPolicy) -> Vec<String> {
    let profile = typed.profile.profile();
    let kept = folder(typed);
    let size = format!("{},{}", profile.width_px, profile.height_px);
    let own = [
        format!("--user-data-dir={kept}/profile"),
        // In memory: pictures and the app are kept by the page itself.
        format!("--disk-cache-dir={VOLATILE}/cache"),
        format!("--window-size={size}"),
        format!("--force-device-scale-factor={}", profile.ratio),
    ];
    let fixed = FLAGS.iter().map(|flag| (*flag).to_owned());
    fixed.chain(own).chain([page(typed)]).collect()
}

/// No key, gesture or bubble leads out of the page, and nothing is asked of whoever stands there.
const FLAGS: [&str; 14] = [
    "--kiosk",
    "--ozone-platform-hint=auto",
    "--lang=ko",
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--password-store=basic",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--pull-to-refresh=0",
    "--disable-features=Translate,GlobalMediaControls,HardwareMediaKeyHandling",
    "--disable-component-update",
    // What is read aloud begins by itself.
    "--autoplay-policy=no-user-gesture-required",
];

/// The managed policy. Names and numbers are those of Chromium's own list of policies.
fn policy(typed: &KioskPolicy) -> String {
    let origin = &typed.url.0;
    let pages = Locale::ALL.map(|locale| allowed(origin, &locale.href(PAGE)));
    let mut policy = json!({
        // The star leaves out the browser's own pages.
        "URLBlocklist": ["*", "chrome://*", "javascript://*"],
        "URLAllowlist": pages,
        "AutoplayAllowlist": [origin],
        "RestoreOnStartup": 5, // Nothing of the last time.
    });
    for (names, value) in [
        (&NEVER[..], Value::Bool(false)),
        (&ALWAYS[..], Value::Bool(true)),
        (&BLOCKED[..], json!(2)),
    ] {
        for name in names {
            policy[name] = value.clone();
        }
    }
    policy["DownloadRestrictions"] = json!(3); // None at all.
    policy["IncognitoModeAvailability"] = json!(1); // Not to be had.
    policy["BrowserSignin"] = json!(0);
    policy["NetworkPredictionOptions"] = json!(2); // Nothing ahead of time.
    policy["ExtensionInstallBlocklist"] = json!(["*"]);
    format!("{policy:#}")
}

/// A host without its subdomains, and what begins with the path.
fn allowed(origin: &str, path: &str) -> String {
    match origin.split_once("://") {
        // A dot in front stands for this very host; numbers have none under them.
        Some((scheme, host)) if host.contains(|c: char| c.is_ascii_alphabetic()) => {
            format!("{scheme}://.{host}{path}")
        }
        _ => format!("{origin}{path}"),
    }
}

const NEVER: [&str; 21] = [
    "AllowDinosaurEasterEgg",
    "AllowFileSelectionDialogs",
    "AudioCaptureAllowed",
    "AutofillAddressEnabled",
    "AutofillCreditCardEnabled",
    "BackgroundModeEnabled",
    "BookmarkBarEnabled",
    "BrowserAddPersonEnabled",
    "BrowserGuestModeEnabled",
    "DefaultSearchProviderEnabled",
    "EditBookmarksEnabled",
    "MetricsReportingEnabled",
    "PasswordManagerEnabled",
    "PrintingEnabled",
    "ScreenCaptureAllowed",
    "SearchSuggestEnabled",
    "SpellcheckEnabled",
    "TaskManagerEndProcessEnabled",
    "TranslateEnabled",
    "UserFeedbackAllowed",
    "VideoCaptureAllowed",
];
const ALWAYS: [&str; 2] = ["SavingBrowserHistoryDisabled", "SyncDisabled"];
/// 2 is no for each of them.
const BLOCKED: [&str; 10] = [
    "DefaultClipboardSetting",
    "DefaultFileSystemReadGuardSetting",
    "DefaultFileSystemWriteGuardSetting",
    "DefaultGeolocationSetting",
    "DefaultNotificationsSetting",
    "DefaultPopupsSetting",
    "DefaultSerialGuardSetting",
    "DefaultWebBluetoothGuardSetting",
    "DefaultWebUsbGuardSetting",
    "DeveloperToolsAvailability",
];

/// Cage shows one window and nothing else, whatever keys are pressed.
fn unit(typed: &KioskPolicy) -> String {
    let state = match typed.volatile {
        true => "",
        false => "StateDirectory=baguni-kiosk\nStateDirectoryMode=0700\n",
    };
    // A line of a unit goes on after a backslash; `%` would begin a word of systemd's.
    let flags: Vec<String> = flags(typed)
        .iter()
        .map(|flag| flag.replace('%', "%%"))
        .collect();
    UNIT.replace("{state}", state)
        .replace("{home}", folder(typed))
        .replace("{flags}", &flags.join(" \\\n    "))
}

const UNIT: &str = "\
[Unit]
Description=Screen of a store
Wants=network-online.target
After=systemd-user-sessions.service network-online.target
StartLimitIntervalSec=0

[Service]
User=kiosk
PAMName=login
TTYPath=/dev/tty1
TTYReset=yes
TTYVHangup=yes
StandardInput=tty-fail
UtmpIdentifier=tty1
Environment=HOME={home}
{state}RuntimeDirectory=baguni-kiosk
RuntimeDirectoryMode=0700
RuntimeDirectoryPreserve=restart
NoNewPrivileges=yes
ProtectHome=yes
ProtectSystem=strict
PrivateTmp=yes
ExecStart=/usr/bin/cage -d -- /usr/bin/chromium \\
    {flags}
Restart=always
RestartSec=2

[Install]
WantedBy=graphical.target";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{PublicUrl, TypedProfile};

    fn typed(url: &str, volatile: bool) -> KioskPolicy {
        KioskPolicy {
            url: PublicUrl(url.to_owned()),
            profile: TypedProfile::Landscape10,
            part: None,
            volatile,
        }
    }

    #[test]
    fn the_policy_is_json_and_allows_the_page_alone() {
        let check = |url: &str, pages: [&str; 2]| {
            let policy: Value = serde_json::from_str(&policy(&typed(url, false))).unwrap();
            let blocked = json!(["*", "chrome://*", "javascript://*"]);
            assert_eq!(policy["URLBlocklist"], blocked);
            assert_eq!(policy["URLAllowlist"], json!(pages), "{url}");
            assert_eq!(policy["AutoplayAllowlist"], json!([url]));
            for (name, want) in [
                ("PrintingEnabled", json!(false)),
                ("PasswordManagerEnabled", json!(false)),
                ("SavingBrowserHistoryDisabled", json!(true)),
                ("DeveloperToolsAvailability", json!(2)),
                ("DefaultPopupsSetting", json!(2)),
                ("DownloadRestrictions", json!(3)),
                ("IncognitoModeAvailability", json!(1)),
                ("BrowserSignin", json!(0)),
            ] {
                assert_eq!(policy[name], want, "{name}");
            }
        };
        check(
            "https://shop.example",
            [
                "https://.shop.example/kiosk",
                "https://.shop.example/en/kiosk",
            ],
        );
        check(
            "http://127.0.0.1:8080",
            [
                "http://127.0.0.1:8080/kiosk",
                "http://127.0.0.1:8080/en/kiosk",
            ],
        );
    }

    #[test]
    fn the_flags_end_with_the_page() {
        let flags = flags(&typed("https://shop.example", false));
        assert_eq!(flags.last().unwrap(), "https://shop.example/kiosk");
        assert!(flags.contains(&"--window-size=1280,800".to_owned()));
        assert!(flags.contains(&"--force-device-scale-factor=1".to_owned()));
        assert!(
            !flags.iter().any(|flag| flag.contains("incognito")),
            "the key would be lost"
        );
    }

    #[test]
    fn the_unit_starts_it_again_and_keeps_what_it_should() {
        let check = |volatile: bool, kept: &str| {
            let typed = typed("https://shop.example", volatile);
            let unit = unit(&typed);
            assert!(unit.contains("Restart=always\n"), "{unit}");
            assert!(unit.contains("User=kiosk\n"), "{unit}");
            assert!(
                unit.contains(&format!("--user-data-dir={kept}/profile")),
                "{unit}"
            );
            assert_eq!(unit.contains("StateDirectory="), !volatile, "{unit}");
            for flag in flags(&typed) {
                assert!(unit.contains(&flag), "{flag}");
            }
            assert!(!unit.contains('{'), "{unit}");
        };
        check(false, KEPT);
        check(true, VOLATILE);
    }

    #[test]
    fn every_part_is_told() {
        let told = all(&typed("https://shop.example", false));
        for part in [
            "# /etc/chromium/policies/managed/baguni.json",
            "\"URLBlocklist\"",
            "[Service]",
        ] {
            assert!(told.contains(part), "{part}");
        }
    }
}
