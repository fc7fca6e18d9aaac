// The fields of one person: name first, the rest may be left out.
import { useTexts } from "../texts";
import { SelectField, TextField } from "../ui";
import { type Draft, type Faults, LANGUAGES, NAME_LENGTH } from "./person";
import * as sentences from "./sentences";

interface PersonFieldsProps {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly onDraft: (draft: Draft) => void;
}

export function PersonFields({ draft, faults, onDraft }: PersonFieldsProps) {
  const { t, locale } = useTexts();
  const said = (key: Faults[keyof Faults]) => (key ? t(key) : undefined);
  const put = (change: Partial<Draft>) => onDraft({ ...draft, ...change });
  return (
    <div class="person-fields">
      <TextField
        label={t("expect-name")}
        value={draft.name}
        error={said(faults.name)}
        maxLength={NAME_LENGTH}
        autocomplete="off"
        onValue={(name) => put({ name })}
      />
      {draft.role === "patient" && (
        <TextField
          label={t("expect-born")}
          value={draft.born}
          error={said(faults.born)}
          inputMode="numeric"
          maxLength={4}
          autocomplete="off"
          onValue={(born) => put({ born })}
        />
      )}
      <TextField
        label={t("expect-phone")}
        type="tel"
        value={draft.phone}
        error={said(faults.phone)}
        autocomplete="off"
        maxLength={30}
        onValue={(phone) => put({ phone })}
      />
      <SelectField
        label={t("expect-language")}
        value={draft.language}
        options={LANGUAGES.map((value) => ({
          value,
          label: sentences.languageName(locale, value),
        }))}
        onValue={(language) => put({ language })}
      />
    </div>
  );
}
