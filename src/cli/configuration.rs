//! What a person has set: the files of the configuration directory, and the options of the command
//! line, which win over them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Error, Facts, read, tag_sets};
use crate::app::{Action, own_keymap, preset_keymap};
#[cfg(feature = "tui")]
use crate::config::Ground;
use crate::config::{KeyPreset, Keymap, SCHEMES, Scheme, Settings, TagSet, Theme};

/// The file of the settings in the configuration directory of the program.
pub(super) const SETTINGS: &str = "settings.ron";
/// The file of a person's keys there.
pub(super) const KEYMAP: &str = "keymap.ron";
/// The folder of a person's themes there.
pub(super) const THEMES: &str = "themes";

/// The path of `name` in the configuration directory of the program.
pub(super) fn file(facts: &Facts, name: &str) -> Option<PathBuf> {
    facts.config_dir.as_ref().map(|folder| folder.join("onrecord").join(name))
}

/// The text of the file `path`; `None` where there is none.
///
/// # Errors
///
/// [`Error::Read`] where it cannot be read.
pub(super) fn optional(path: &Path) -> Result<Option<String>, Error> {
    match fs::read_to_string(path) {
        Ok(ron) => Ok(Some(ron)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(read::failed(path, error)),
    }
}

/// What the command line asks for, before the settings.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked<'a> {
    /// The name of the theme.
    pub(super) theme: Option<&'a str>,
    /// The preset of keys.
    pub(super) keys: Option<KeyPreset>,
    /// The tag set, by name or file.
    pub(super) tag_set: Option<&'a Path>,
    /// What the machine is less sure of than this is marked, in percent.
    pub(super) unsure_below: Option<u8>,
}

/// What a person has set.
#[derive(Clone, Debug)]
pub(super) struct Configuration {
    /// The settings in force.
    pub(super) settings: Settings,
    /// The tag set that was asked for, by name or file; `None` stands for that for news.
    tag_set: Option<PathBuf>,
    keymap: Option<PathBuf>,
    themes: Option<PathBuf>,
}

impl Configuration {
    /// Reads the settings, and lays over them what the command line asks for.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] and [`Error::Read`] for settings that are not as they should be.
    pub(super) fn read(asked: Asked<'_>, facts: &Facts) -> Result<Self, Error> {
        let path = file(facts, SETTINGS);
        let ron = path.as_deref().map(optional).transpose()?.flatten().unwrap_or_default();
        let name = path.unwrap_or_default();
        let mut settings = Settings::read(&name.to_string_lossy(), &ron).map_err(Error::Config)?;
        // A file that the settings name is looked for beside them.
        let beside = |name: &String| match TagSet::bundled(name) {
            Some(_) => PathBuf::from(name),
            None => file(facts, name).unwrap_or_else(|| PathBuf::from(name)),
        };
        let tag_set = asked.tag_set.map(Path::to_owned).or_else(|| settings.tag_set.as_ref().map(beside));
        if let Some(theme) = asked.theme {
            settings.theme = theme.to_owned();
        }
        if let Some(tag_set) = asked.tag_set {
            settings.tag_set = Some(tag_set.to_string_lossy().into_owned());
        }
        settings.keys = asked.keys.unwrap_or(settings.keys);
        settings.unsure_below = asked.unsure_below.unwrap_or(settings.unsure_below);
        Ok(Self { settings, tag_set, keymap: file(facts, KEYMAP), themes: file(facts, THEMES) })
    }

    /// The keys in force.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] and [`Error::Read`] for a person's keymap that is not as it should be.
    pub(super) fn keymap(&self) -> Result<Keymap<Action>, Error> {
        let preset = preset_keymap(self.settings.keys).map_err(Error::Config)?;
        let Some(path) = &self.keymap else { return Ok(preset) };
        match optional(path)?.filter(|ron| !ron.trim().is_empty()) {
            Some(ron) => own_keymap(preset, &path.to_string_lossy(), &ron).map_err(Error::Config),
            None => Ok(preset),
        }
    }

    /// The keys in force; where a person's are not as they should be, those of the preset, with why.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for the preset; never, as a test sees to.
    pub(super) fn keymap_or_preset(&self) -> Result<(Keymap<Action>, Option<Error>), Error> {
        match self.keymap() {
            Ok(keymap) => Ok((keymap, None)),
            Err(error) => Ok((preset_keymap(self.settings.keys).map_err(Error::Config)?, Some(error))),
        }
    }

    /// The tag set in force, for something that uses no keys: a keymap that is not as it should be is
    /// then no hindrance.
    ///
    /// # Errors
    ///
    /// As [`tag_sets::chosen`].
    pub(super) fn tag_set(&self) -> Result<TagSet, Error> {
        let (keymap, _) = self.keymap_or_preset()?;
        self.tag_set_with(&keymap)
    }

    /// The tag set in force, whose labels have keys that `keymap` leaves them.
    ///
    /// # Errors
    ///
    /// As [`tag_sets::chosen`].
    pub(super) fn tag_set_with(&self, keymap: &Keymap<Action>) -> Result<TagSet, Error> {
        tag_sets::chosen(self.tag_set.as_deref(), keymap)
    }

    /// The theme of that name: a person's own, or else one that comes with the program.
    ///
    /// # Errors
    ///
    /// [`Error::NoTheme`] where there is none, [`Error::Config`] and [`Error::Read`] for a person's that
    /// is not as it should be.
    pub(super) fn theme(&self, name: &str) -> Result<Theme, Error> {
        // A name is no path.
        let is_name = !name.starts_with('.') && !name.contains(['/', '\\']);
        let path = self.themes.as_ref().filter(|_| is_name).map(|folder| folder.join(format!("{name}.ron")));
        if let Some(path) = path
            && let Some(ron) = optional(&path)?
        {
            return Theme::read_own(name, &path.to_string_lossy(), &ron).map_err(Error::Config);
        }
        Theme::bundled(name).ok_or_else(|| self.no_theme(name))?.map_err(Error::Config)
    }

    /// The colours of that name: a scheme that comes with the program, made of themes that a person may
    /// have changed, or a theme of the person's own.
    ///
    /// # Errors
    ///
    /// As [`theme`](Self::theme).
    pub(super) fn scheme(&self, name: &str) -> Result<Scheme, Error> {
        let scheme = Scheme::named(name, |theme| self.theme(theme));
        scheme.unwrap_or_else(|| Ok(Scheme::of(self.theme(name)?)))
    }

    /// The colours after those of that name, from the last on to the first, without those that cannot be
    /// read on such a background.
    ///
    /// # Errors
    ///
    /// As [`theme`](Self::theme).
    #[cfg(feature = "tui")]
    pub(super) fn scheme_after(&self, name: &str, ground: Ground) -> Result<Scheme, Error> {
        let other = match ground {
            Ground::Dark => "light",
            Ground::Light => "dark",
        };
        let names: Vec<String> = self.scheme_names().into_iter().filter(|name| name != other).collect();
        let after = names.iter().skip_while(|known| *known != name).nth(1).or(names.first());
        self.scheme(after.map_or(Settings::AUTO, String::as_str))
    }

    /// The names of all colours, those that come with the program first.
    fn scheme_names(&self) -> Vec<String> {
        let mut names: Vec<String> = SCHEMES.iter().map(|&(name, _)| name.to_owned()).collect();
        names.extend(self.own_themes().into_iter().filter(|own| Theme::bundled(own).is_none()));
        names
    }

    /// The names of the person's themes, in order.
    pub(super) fn own_themes(&self) -> Vec<String> {
        let entries = self.themes.as_ref().and_then(|folder| fs::read_dir(folder).ok());
        let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
        let themes = paths.filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
        let mut names: Vec<String> =
            themes.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect();
        names.sort();
        names
    }

    fn no_theme(&self, name: &str) -> Error {
        Error::NoTheme {
            name: name.to_owned(),
            known: self.scheme_names().join(", "),
            folder: self.themes.as_deref().unwrap_or(Path::new(THEMES)).to_string_lossy().into_owned(),
        }
    }
}
