// Signing in: two fields and plain words when it does not work. The same form opens over a board whose sign-in ended.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Key, type Texts, useTexts } from "../texts";
import { Alert, Button, CheckField, Dialog, TextField } from "../ui";
import type { Api, Problem } from "./api";
import * as sentences from "./sentences";

interface SignInProps {
  readonly api: Api;
  readonly onSignedIn: () => void;
}

/** The words for a sign-in that was not taken. */
function said(texts: Texts, problem: Problem, waitS: number): string {
  if (problem.code === "wrong-sign-in") return texts.t("signin-wrong");
  if (problem.code === "offline") return texts.t("signin-offline");
  if (problem.code === "fault") return texts.t("signin-fault");
  return sentences.problem(texts, { ...problem, retryS: waitS });
}

/** Everything of the form but where it stands. */
function useSignIn({ api, onSignedIn }: SignInProps) {
  const texts = useTexts();
  const login = useSignal("");
  const password = useSignal("");
  const empty = useSignal<{ readonly login?: Key; readonly password?: Key }>({});
  const problem = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  const waitS = useSignal(0);

  async function submit(): Promise<void> {
    empty.value = {
      ...(!login.value.trim() && { login: "signin-login-empty" as const }),
      ...(!password.value && { password: "signin-password-empty" as const }),
    };
    if (empty.value.login || empty.value.password || busy.value || waitS.value > 0) return;
    busy.value = true;
    const reply = await api.signIn(login.value.trim(), password.value);
    busy.value = false;
    if (reply.ok) {
      password.value = "";
      problem.value = null;
      return onSignedIn();
    }
    problem.value = reply.problem;
    waitS.value = reply.problem.retryS;
  }

  // The wait counts down, and the button comes back by itself.
  useEffect(() => {
    if (waitS.value <= 0) return;
    const timer = setTimeout(() => {
      waitS.value = Math.max(0, waitS.value - 1);
      if (waitS.value === 0) problem.value = null;
    }, 1_000);
    return () => clearTimeout(timer);
  }, [waitS.value]);

  const word = problem.value && said(texts, problem.value, waitS.value);
  return { login, password, empty, busy, waitS, word, submit };
}

function SignInFields({ form }: { readonly form: ReturnType<typeof useSignIn> }) {
  const { t } = useTexts();
  const shows = useSignal(false);
  const { login, password, empty } = form;
  return (
    <>
      <div role="alert">{form.word && <Alert tone="error">{form.word}</Alert>}</div>
      <TextField
        label={t("signin-login")}
        value={login.value}
        onValue={(value) => {
          login.value = value;
        }}
        autocomplete="username"
        error={empty.value.login && t(empty.value.login)}
      />
      <TextField
        label={t("signin-password")}
        type={shows.value ? "text" : "password"}
        value={password.value}
        onValue={(value) => {
          password.value = value;
        }}
        autocomplete="current-password"
        error={empty.value.password && t(empty.value.password)}
      />
      <CheckField
        label={t("signin-show")}
        checked={shows.value}
        onChecked={(checked) => {
          shows.value = checked;
        }}
      />
    </>
  );
}

function Go({ form }: { readonly form: ReturnType<typeof useSignIn> }) {
  const { t } = useTexts();
  return (
    <Button kind="primary" type="submit" wide busy={form.busy.value || form.waitS.value > 0}>
      {t(form.busy.value ? "signin-going" : "signin-go")}
    </Button>
  );
}

function onSubmit(submit: () => void) {
  return (event: SubmitEvent) => {
    event.preventDefault();
    submit();
  };
}

export function SignInPage(props: SignInProps & { readonly note: string }) {
  const { t } = useTexts();
  const form = useSignIn(props);
  return (
    <main class="desk-front">
      <p class="brand">{t("waiting-room")}</p>
      <h1>{t("signin-title")}</h1>
      <p class="muted">{t("signin-intro")}</p>
      {props.note && <Alert tone="success">{props.note}</Alert>}
      <form class="box form" noValidate onSubmit={onSubmit(form.submit)}>
        <SignInFields form={form} />
        <Go form={form} />
      </form>
    </main>
  );
}

/** Over the board: nothing below is lost, and it goes on once the person is back. */
export function SignInAgain(props: SignInProps & { readonly onSignOut: () => void }) {
  const { t } = useTexts();
  const form = useSignIn(props);
  const fields = useRef<HTMLFormElement>(null);
  // A second Escape closes a dialog whatever the page says; without signing in there is no way on.
  useEffect(() => {
    const dialog = fields.current?.closest("dialog");
    const reopen = () => dialog?.isConnected && dialog.showModal();
    dialog?.addEventListener("close", reopen);
    return () => dialog?.removeEventListener("close", reopen);
  }, []);
  return (
    <Dialog title={t("signin-expired-title")} onClose={() => {}} actions={null}>
      <p>{t("signin-expired")}</p>
      <form ref={fields} class="form" noValidate onSubmit={onSubmit(form.submit)}>
        <SignInFields form={form} />
        <Go form={form} />
        <Button kind="quiet" wide onPress={props.onSignOut}>
          {t("signout")}
        </Button>
      </form>
    </Dialog>
  );
}
